import { invalidField } from '../domain/errors.ts';
import { fieldPath } from './field-path.ts';

/** How deep lists and objects stand in each other at most. Branches in branches, as deep as a workflow has them, need 28. */
export const deepestJson = 64;

/** The most entries of a list, and the most fields of an object: as many records as one request may name. */
export const longestJson = 10_000;

/** Whether so many lists and objects begin in a text that some could stand too deep. Brackets within strings count, too. */
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

/** An entry and what separates it from the next are two characters at least. */
const mayBeLong = (text: string): boolean => text.length > 2 * longestJson;

const tooDeep = (path: readonly PropertyKey[]) =>
  invalidField(
    typeof path[0] === 'string' ? fieldPath(path.slice(0, 1)) : 'body',
    `Lists and objects stand at most ${deepestJson} deep in each other.`,
    'TOO_DEEP',
  );

const tooLong = (path: readonly PropertyKey[], what: string) =>
  invalidField(fieldPath(path) || 'body', `${what} has at most ${longestJson} entries.`, 'TOO_BIG');

const refuse = (value: unknown, path: PropertyKey[]): void => {
  if (typeof value !== 'object' || value === null) return;
  if (path.length === deepestJson) throw tooDeep(path);
  const isList = Array.isArray(value);
  const keys = isList ? value.keys() : Object.keys(value);
  const count = isList ? value.length : Object.keys(value).length;
  if (count > longestJson) throw tooLong(path, isList ? 'A list' : 'An object');
  for (const key of keys) {
    path.push(key);
    refuse((value as Record<PropertyKey, unknown>)[key], path);
    path.pop();
  }
};

/**
 * Refuses what no schema should have to read. Schemas have bounds of their own; these hold for what they do not know as well. A body that
 * is short can break none of them, and is not looked at.
 *
 * @param text what `body` was read from
 * @throws Invalid naming the field that is too deep or too long
 */
export const refuseUnbounded = (body: unknown, text: string): void => {
  if (mayBeLong(text) || mayBeDeep(text)) refuse(body, []);
};
