import { type Invalid, invalidField, TooLarge } from '../domain/errors.ts';

/** The most bytes of JSON: room for a hundred records with twenty thousand characters each, and far from what Lambda takes. */
export const largestJson = 2_000_000;

/** How deep lists and objects stand in each other at most. Branches in branches, as deep as a workflow has them, need 28. */
export const deepestJson = 64;

const bytesOf = (text: string, isBase64: boolean): number =>
  Buffer.byteLength(text, isBase64 ? 'base64' : 'utf8');

/**
 * Refuses a body that is too large, before anybody reads it.
 *
 * @param largest in bytes, of what was sent
 * @throws TooLarge if it has more
 */
export const refuseLarge = (text: string, isBase64: boolean, largest: number): void => {
  if (bytesOf(text, isBase64) <= largest) return;
  const message = `The body of a request may have ${largest.toLocaleString('en')} bytes.`;
  throw new TooLarge(message, [{ message, in: 'body', code: 'TOO_LARGE' }]);
};

/** Whether so many lists and objects begin in a text that some could stand too deep. A text that only contains brackets counts, too. */
const mayBeDeep = (text: string): boolean => {
  let left = deepestJson;
  for (const bracket of ['{', '[']) {
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) {
      left -= 1;
      if (left < 0) return true;
    }
  }
  return false;
};

const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((each) => isDeeper(each, levels - 1)));

/** @throws Invalid naming the field in which lists and objects stand too deep */
const refuseDeep = (body: unknown): void => {
  if (typeof body !== 'object' || body === null) return;
  for (const [field, value] of Object.entries(body)) {
    if (!isDeeper(value, deepestJson - 1)) continue;
    const message = `Lists and objects stand at most ${deepestJson} deep in each other.`;
    throw invalidField(Array.isArray(body) ? 'body' : field, message, 'TOO_DEEP');
  }
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
 * @throws TooLarge if it has more than {@link largestJson} bytes, Invalid if it is no JSON, is nested deeper than
 *   {@link deepestJson}, or has keys that stand for the prototype of an object
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
  if (mayBeDeep(text)) refuseDeep(body);
  // Looking at each key takes longer than all the rest.
  return suspicious.test(text) ? JSON.parse(text, refuseKey) : body;
};
