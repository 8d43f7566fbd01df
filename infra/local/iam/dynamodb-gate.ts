import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { type Authority, accessKeyIdOf, type Refusal } from './authority.ts';
import { dynamodbActions } from './dynamodb-actions.ts';
import { createRequestReader, headerOf, type RawRequest } from './request-reader.ts';

export interface GateOptions {
  /** The emulator's address. */
  readonly target: string;
  /** As whom the emulator sees every caller: some, DynamoDB Local for one, give each access key tables of its own. */
  readonly accessKeyId: string;
  readonly authority: Authority;
}

const API = 'DynamoDB_20120810.';
const ERROR_TYPES: Readonly<Record<Refusal['reason'], string>> = {
  denied: 'com.amazon.coral.service#AccessDeniedException',
  'not modelled': 'com.amazon.coral.service#UnknownOperationException',
};

/**
 * Listens on 127.0.0.1 between the functions and the emulator, and answers itself what a caller may not do. Everything
 * else goes through as it came, but for the access key. Gives its address; throws when the emulator's is no plain HTTP.
 *
 * It joins connections and does not read the answers: every call of every function passes here.
 */
export async function openDynamodbGate({ target, accessKeyId, authority }: GateOptions): Promise<string> {
  if (!target.startsWith('http://')) throw new Error(`${target}: only plain HTTP leads to DynamoDB locally.`);
  const server = createServer({ noDelay: true }, (caller) => {
    const emulator = connectTo(target);
    // The SDK takes a broken connection for what it is, and tries again.
    join(caller, emulator);
    join(emulator, caller);
    const read = createRequestReader((request) => {
      const refusal = judge(request, authority);
      if (refusal === undefined) forward(request, emulator, accessKeyId);
      else answer(caller, refusal);
    });
    caller.on('data', (chunk: Buffer) => {
      try {
        read(chunk);
      } catch {
        caller.destroy();
      }
    });
    emulator.pipe(caller);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The gate to DynamoDB has no port.');
  return `http://127.0.0.1:${address.port}`;
}

/** Ends the other side of a connection with this one. */
function join(socket: Socket, other: Socket): void {
  socket.on('error', () => other.destroy());
  socket.on('close', () => other.destroy());
}

function connectTo(target: string): Socket {
  const { hostname, port } = new URL(target);
  return connect({ host: hostname, port: Number(port === '' ? 80 : port), noDelay: true });
}

function judge({ head, body }: RawRequest, authority: Authority): Refusal | undefined {
  const target = headerOf(head, 'x-amz-target') ?? 'without a name';
  const operation = target.startsWith(API) ? target.slice(API.length) : target;
  const caller = accessKeyIdOf(headerOf(head, 'authorization'));
  return authority.refuse(caller, `the operation ${operation}`, (place) =>
    dynamodbActions(operation, parseJson(body), place),
  );
}

/** The body as JSON; undefined when it is none, which the emulator refuses in its own words. */
function parseJson(chunks: readonly Buffer[]): unknown {
  const [only, ...others] = chunks;
  try {
    return JSON.parse(String(only !== undefined && others.length === 0 ? only : Buffer.concat(chunks)));
  } catch {
    return;
  }
}

function forward({ head, body }: RawRequest, emulator: Socket, accessKeyId: string): void {
  emulator.cork();
  emulator.write(`${head.replace(/Credential=[^/]+/, `Credential=${accessKeyId}`)}\r\n\r\n`, 'latin1');
  for (const chunk of body) emulator.write(chunk);
  emulator.uncork();
}

function answer(caller: Socket, { reason, message }: Refusal): void {
  const body = JSON.stringify({ __type: ERROR_TYPES[reason], Message: message });
  const head = [
    'HTTP/1.1 400 Bad Request',
    'content-type: application/x-amz-json-1.0',
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  caller.write(`${head.join('\r\n')}\r\n\r\n${body}`);
}
