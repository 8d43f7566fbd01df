import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type ClientRequest, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import path from 'node:path';
import { text } from 'node:stream/consumers';

export type Form = { url: string; fields: Record<string, string> };
type Upload = { file: string; size: number; onSent: (bytes: number) => void };

const field = (boundary: string, name: string, value: string): string =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

async function* bodyOf({ file, onSent }: Upload, before: Buffer, behind: Buffer): AsyncGenerator<Buffer> {
  yield before;
  let sent = 0;
  for await (const piece of createReadStream(file)) {
    yield piece;
    sent += piece.length;
    onSent(sent);
  }
  yield behind;
}

/** Until a request takes more, or is over. */
const roomIn = (request: ClientRequest): Promise<void> =>
  new Promise((resolve) => {
    const go = (): void => {
      request.off('drain', go).off('close', go);
      resolve();
    };
    request.on('drain', go).on('close', go);
  });

/**
 * Sends a file with a form as it is read, so that it may be of any size. `fetch` would send it in chunks of unknown length, which S3
 * does not take.
 *
 * @throws Error with the bucket's own words if it refuses the file
 */
export const sendForm = async ({ url, fields }: Form, upload: Upload): Promise<void> => {
  const boundary = `rota-${randomUUID()}`;
  const name = path.basename(upload.file).replaceAll('"', '');
  const head = Object.entries(fields).map(([key, value]) => field(boundary, key, value));
  const opening = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
  const before = Buffer.from(head.join('') + opening);
  const behind = Buffer.from(`\r\n--${boundary}--\r\n`);
  const target = new URL(url);
  const request = (target.protocol === 'https:' ? httpsRequest : httpRequest)(target, {
    method: 'POST',
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': before.length + upload.size + behind.length,
    },
  });
  const answered = new Promise<{ status: number; body: string }>((resolve, reject) => {
    request.on('error', reject);
    request.on('response', (response) => {
      text(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), reject);
    });
  });
  // Until it is waited for, an error is nobody's.
  answered.catch(() => undefined);
  for await (const piece of bodyOf(upload, before, behind)) {
    if (request.destroyed) break;
    if (!request.write(piece)) await roomIn(request);
  }
  request.end();
  const { status, body } = await answered;
  if (status < 200 || status > 299) {
    const message = /<Message>([^<]*)/.exec(body)?.[1] ?? body.slice(0, 200);
    throw new Error(`The bucket answered ${status}: ${message}`);
  }
};
