import { expect, test } from 'vitest';
import { createRequestReader, headerOf } from '../../../infra/local/iam/request-reader.ts';

const REQUEST = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 7\r\n\r\n{"a":1}';
const EMPTY = 'GET /b HTTP/1.1\r\nHost: a\r\n\r\n';

/** The requests in what arrives in these pieces. */
const read = (...pieces: readonly string[]) => {
  const requests: { readonly line: string | undefined; readonly body: string }[] = [];
  const reader = createRequestReader(({ head, body }) => {
    requests.push({ line: head.split('\r\n')[0], body: Buffer.concat(body).toString() });
  });
  for (const piece of pieces) reader(Buffer.from(piece));
  return requests;
};

const posted = { line: 'POST / HTTP/1.1', body: '{"a":1}' };
const asked = { line: 'GET /b HTTP/1.1', body: '' };

test.each(Array.from({ length: REQUEST.length - 1 }, (_, at) => at + 1))(
  'a request in two pieces is one, cut after %d bytes',
  (at) => {
    expect(read(REQUEST.slice(0, at), REQUEST.slice(at))).toEqual([posted]);
  },
);

test('a request byte by byte is one', () => {
  expect(read(...REQUEST)).toEqual([posted]);
});

test('requests in one piece are several', () => {
  expect(read(`${REQUEST}${EMPTY}${REQUEST}`)).toEqual([posted, asked, posted]);
});

test('a request that has not all come is none yet', () => {
  expect(read(REQUEST.slice(0, -1))).toEqual([]);
});

test('a body in chunks is an error', () => {
  expect(() => read('POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n')).toThrow('chunks');
});

test('a header is found whatever its letters, and without the space around it', () => {
  const head = 'POST / HTTP/1.1\r\nX-Amz-Target:  A.B \r\nHost: x';
  expect(headerOf(head, 'x-amz-target')).toBe('A.B');
  expect(headerOf(head, 'host')).toBe('x');
  expect(headerOf(head, 'authorization')).toBeUndefined();
});
