import { createHash } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Conflict, invalidField } from '../domain/errors.ts';

const keyHeader = 'idempotency-key';

/** Printable ASCII; a key is chosen by a program. */
const keyPattern = /^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/;

/** Whether requests of a route may carry a key: every POST of ours may, by whichever function it is answered. */
export const isRepeatable = (routeKey: string): boolean => routeKey.startsWith('POST /ownership/v1/');

/**
 * The key of a request that is to be safe to repeat; undefined if it carries none, or is of a kind that takes none.
 *
 * @throws Invalid if it is not 1 to 255 printable characters
 */
export const idempotencyKeyOf = ({ routeKey, headers }: APIGatewayProxyEventV2): string | undefined => {
  const key = headers[keyHeader];
  if (key === undefined || !isRepeatable(routeKey)) return undefined;
  if (keyPattern.test(key)) return key;
  throw invalidField(
    'Idempotency-Key',
    'An Idempotency-Key has 1 to 255 printable characters.',
    'INVALID_IDEMPOTENCY_KEY',
  );
};

type Authorized = { authorizer?: { jwt?: { claims?: Record<string, unknown> } } };

/** The same for the same request of the same caller: who they are, where it goes, what it rests
 * on, and each byte of what it says. */
export const fingerprintOf = (event: APIGatewayProxyEventV2): string => {
  const { iss, sub, client_id: client } = (event.requestContext as Authorized).authorizer?.jwt?.claims ?? {};
  const { method } = event.requestContext.http;
  const said = [
    method,
    event.rawPath,
    event.rawQueryString,
    event.headers['if-match'],
    event.isBase64Encoded,
  ];
  return createHash('sha256')
    .update(JSON.stringify([iss, sub, client, ...said, event.body]))
    .digest('base64url');
};

/** Why a request cannot be answered: its key stands for another. */
export const keyOfAnother = (): Conflict => {
  const message = 'This Idempotency-Key came with another request before: another route, body or caller.';
  return new Conflict(message, [{ message, in: 'Idempotency-Key', code: 'IDEMPOTENCY_KEY_REUSED' }]);
};

/** Why a request is not answered yet: the same is being worked on. */
export const stillRunning = (): Conflict => {
  const message = 'The same request is still being worked on; ask again for its answer.';
  return new Conflict(message, [{ message, in: 'Idempotency-Key', code: 'REQUEST_IN_PROGRESS' }], 1);
};
