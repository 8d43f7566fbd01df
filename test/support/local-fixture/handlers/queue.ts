interface QueueEvent {
  readonly Records: readonly {
    readonly messageId: string;
    readonly body: string;
    readonly attributes: Record<string, string>;
  }[];
}

/** A message says how it wants to be treated: `{ id, fail, times }`. */
interface Body {
  readonly id: string;
  readonly fail?: 'throw' | 'report' | 'unknown' | 'malformed';
  /** How many receives fail; more than any by default. */
  readonly times?: number;
}

export const handler = async ({ Records }: QueueEvent) => {
  const bodies = Records.map(({ messageId, body, attributes }) => {
    const parsed: Body = JSON.parse(body);
    const failing = Number(attributes['ApproximateReceiveCount']) <= (parsed.times ?? 99);
    return { ...parsed, messageId, fail: failing ? parsed.fail : undefined };
  });
  console.log(JSON.stringify({ batch: bodies.map(({ id }) => id) }));
  if (bodies.some(({ fail }) => fail === 'throw')) throw new Error('a message asks for it');
  if (bodies.some(({ fail }) => fail === 'unknown')) return { batchItemFailures: [{ itemIdentifier: 'x' }] };
  if (bodies.some(({ fail }) => fail === 'malformed')) return { batchItemFailures: 'all of them' };
  const failed = bodies.filter(({ fail }) => fail === 'report');
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
};
