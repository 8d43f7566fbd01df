/** A request over HTTP/1.1 as it came. */
export interface RawRequest {
  /** Request line and headers, up to and without the empty line. */
  readonly head: string;
  readonly body: readonly Buffer[];
}

const HEAD_END = '\r\n\r\n';
const LENGTH = /^content-length: *(\d+)/im;

/**
 * Cuts what a connection receives into requests. Bodies need a `content-length`, as the AWS SDK sends it with everything
 * to DynamoDB; throws on one in chunks.
 */
export function createRequestReader(onRequest: (request: RawRequest) => void): (chunk: Buffer) => void {
  let head: string | undefined;
  let beginning: Buffer = Buffer.alloc(0);
  let body: Buffer[] = [];
  let missing = 0;
  const finish = () => {
    if (head === undefined || missing > 0) return;
    const request = { head, body };
    [head, body] = [undefined, []];
    onRequest(request);
  };
  const read = (chunk: Buffer): void => {
    if (head === undefined) {
      const received = beginning.length === 0 ? chunk : Buffer.concat([beginning, chunk]);
      const end = received.indexOf(HEAD_END);
      beginning = end < 0 ? received : Buffer.alloc(0);
      if (end < 0) return;
      head = received.toString('latin1', 0, end);
      missing = lengthOf(head);
      const rest = received.subarray(end + HEAD_END.length);
      if (rest.length > 0) read(rest);
      else finish();
      return;
    }
    const part = chunk.subarray(0, missing);
    const next = chunk.subarray(part.length);
    if (part.length > 0) body.push(part);
    missing -= part.length;
    finish();
    if (next.length > 0) read(next);
  };
  return read;
}

function lengthOf(head: string): number {
  if (/^transfer-encoding:/im.test(head)) throw new Error('A request in chunks is not modelled.');
  return Number(LENGTH.exec(head)?.[1] ?? 0);
}

/** The value of a header, its name given in lower case. */
export const headerOf = (head: string, name: string): string | undefined =>
  new RegExp(`^${name}: *(.*?) *\r?$`, 'im').exec(head)?.[1];
