import { type Invalid, invalidField, TooLarge } from '../domain/errors.ts';
import { refuseUnbounded } from './json-limits.ts';

/** The most bytes of JSON: room for a hundred records with twenty thousand characters each, and far from what Lambda takes. */
export const largestJson = 2_000_000;

/**
 * Refuses a body that is too large, before anybody reads it.
 *
 * @param largest in bytes, of what was sent
 * @throws TooLarge if it has more
 */
export const refuseLarge = (text: string, isBase64: boolean, largest: number): void => {
  if (Buffer.byteLength(text, isBase64 ? 'base64' : 'utf8') <= largest) return;
  const message = `The body of a request may have ${largest} bytes.`;
  throw new TooLarge(message, [{ message, in: 'body', code: 'TOO_LARGE' }]);
};

/** What could be, or stand for, a key that means something to JavaScript itself. */
const suspicious = /__proto__|constructor|\\u/;

const unreadable = (message: string): Invalid => invalidField('body', message, 'INVALID_JSON');

const refuseKey = (key: string, value: unknown): unknown => {
  const isPrototype =
    key === '__proto__' ||
    (key === 'constructor' &&
      typeof value === 'object' &&
      value !== null &&
      Object.hasOwn(value, 'prototype'));
  if (isPrototype) throw unreadable(`No field can be called ${key}.`);
  return value;
};

/**
 * The value of a body of JSON.
 *
 * @throws TooLarge if it has more than {@link largestJson} bytes, Invalid if it is no JSON, breaks the limits of `json-limits.ts`, or has
 *   keys that stand for the prototype of an object
 */
export const readJson = (raw: string, isBase64: boolean): unknown => {
  refuseLarge(raw, isBase64, largestJson);
  const text = isBase64 ? Buffer.from(raw, 'base64').toString() : raw;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw unreadable('The request body is not valid JSON.');
  }
  refuseUnbounded(body, text);
  // Looking at each key takes longer than all the rest.
  return suspicious.test(text) ? JSON.parse(text, refuseKey) : body;
};
