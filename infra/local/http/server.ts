import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Gateway } from './gateway.ts';
import { gatewayAnswer, type HttpAnswer } from './response.ts';

/** The API's address, taken before there is anything to answer with. */
export interface HttpServer {
  readonly url: string;
  /** From now on requests are answered by the gateway; until then the answer is 503. */
  serve(gateway: Gateway): void;
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 10 * 1024 * 1024;
/** The limit of an HTTP API on the request line and all headers together. */
const MAX_HEADER_BYTES = 10_240;
/**
 * How long a connection is kept for the next request. Node's five seconds are counted from when the answer has been handed to the
 * system: a client that is busy for longer finds the connection closed under an answer that it still reads.
 */
const KEPT_ALIVE_MS = 75_000;

const STARTING = gatewayAnswer(503, 'Service Unavailable');
const BROKEN = gatewayAnswer(500, 'Internal Server Error');
const TOO_LARGE = gatewayAnswer(413, 'Request Entity Too Large', { connection: 'close' });

/** Listens on 127.0.0.1; port 0 means any. Throws `EADDRINUSE` when the port is taken. */
export async function startHttpServer(port: number): Promise<HttpServer> {
  let gateway: Gateway | undefined;
  const options = { maxHeaderSize: MAX_HEADER_BYTES, keepAliveTimeout: KEPT_ALIVE_MS };
  const server = createServer(options, async (request, response) => {
    const body = await readBody(request).catch(() => 'aborted' as const);
    if (body === 'aborted') return;
    if (body === 'too large') return write(response, TOO_LARGE);
    const received = {
      method: request.method ?? 'GET',
      url: request.url ?? '/',
      headers: request.headers,
      body,
      sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
    };
    write(response, gateway === undefined ? STARTING : await gateway(received).catch(() => BROKEN));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The HTTP server has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    serve: (started) => {
      gateway = started;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The whole body; what comes beyond the limit is read and dropped, so that the client gets to see the answer. */
async function readBody(request: IncomingMessage): Promise<Buffer | 'too large'> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
    else chunks.length = 0;
  }
  return bytes > MAX_BODY_BYTES ? 'too large' : Buffer.concat(chunks);
}

function write(response: ServerResponse, { status, headers, body }: HttpAnswer): void {
  for (const [name, value] of Object.entries(headers)) {
    response.setHeader(name, typeof value === 'string' ? value : [...value]);
  }
  response.setHeader('apigw-requestid', randomUUID());
  response.statusCode = status;
  if (status !== 204 && status !== 304) response.setHeader('content-length', body.length);
  response.end(body);
}
