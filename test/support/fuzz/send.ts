import { request as httpRequest } from 'node:http';
import type { Planned } from './requests.ts';

export type FuzzAnswer = { status: number; headers: Record<string, unknown>; text: string };

/** API Gateway itself gives up after 30 s. Each request has a connection of its own: one that is kept may be closed as the next begins. */
const deadlineMs = 35_000;

const boundary = 'fuzz';

const partOf = (name: string, value: unknown): string => {
  const fileName = name === 'files' ? '; filename="contacts.csv"' : '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${fileName}\r\n\r\n${text}\r\n`;
};

const formOf = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? `${Object.entries(value)
        .map(([name, part]) => partOf(name, part))
        .join('')}--${boundary}--\r\n`
    : String(value);

const bodyOf = (body: Planned['body']): string | undefined => {
  if (body === undefined) return undefined;
  const { as, value } = body;
  if (as === 'form') return formOf(value);
  return as === 'raw' ? String(value) : JSON.stringify(value);
};

/** Dots would be a path of their own, and an empty value another route. */
const encoded = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replaceAll('.', '%2E') || '%20';

/** The address of a request. */
export const urlOf = ({ route, path, query }: Planned): string => {
  const filled = route.replace(/\{(\w+)\}/g, (_, name: string) => encoded(String(path[name] ?? '')));
  const asked = query.map(([name, value]) => {
    const text = String(value).slice(0, 2_000);
    return `${encoded(name)}=${encoded(text)}`;
  });
  return asked.length === 0 ? filled : `${filled}?${asked.join('&')}`;
};

/**
 * Sends a request byte by byte as it was planned, which `fetch` would not.
 *
 * @throws Error if there is no answer in time
 */
export const send = (apiUrl: string, planned: Planned, token: string): Promise<FuzzAnswer> => {
  const body = bodyOf(planned.body);
  const type = planned.body?.as === 'form' ? `multipart/form-data; boundary=${boundary}` : 'application/json';
  const headers = {
    'content-type': type,
    ...planned.headers,
    authorization: `Bearer ${token}`,
    ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
  };
  const { promise, resolve, reject } = Promise.withResolvers<FuzzAnswer>();
  const request = httpRequest(
    `${apiUrl}${urlOf(planned)}`,
    { method: planned.method, headers, agent: false, signal: AbortSignal.timeout(deadlineMs) },
    async (response) => {
      try {
        const chunks: Buffer[] = [];
        for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString(),
        });
      } catch (error) {
        reject(error);
      }
    },
  );
  request.on('error', reject);
  request.end(body);
  return promise;
};
