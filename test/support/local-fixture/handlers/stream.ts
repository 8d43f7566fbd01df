interface StreamEvent {
  readonly Records: readonly {
    readonly eventID: string;
    readonly eventName: string;
    readonly dynamodb: {
      readonly SequenceNumber: string;
      readonly NewImage?: Record<string, { S?: string; B?: string }>;
    };
  }[];
}

/** Throws on a batch that holds an item with the attribute `poison`; reports the items that have `reported`. */
export const handler = async ({ Records }: StreamEvent) => {
  const items = Records.map(({ dynamodb: { SequenceNumber, NewImage = {} }, eventID, eventName }) => ({
    id: NewImage['id']?.S,
    binary: NewImage['binary']?.B,
    sequenceNumber: SequenceNumber,
    eventID,
    eventName,
    poison: 'poison' in NewImage,
    reported: 'reported' in NewImage,
  }));
  console.log(JSON.stringify({ batch: items.map(({ id }) => id), items }));
  if (items.some(({ poison }) => poison)) throw new Error('poison');
  const failed = items.find(({ reported }) => reported);
  return { batchItemFailures: failed === undefined ? [] : [{ itemIdentifier: failed.sequenceNumber }] };
};
