import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { Invalid, type Problem } from '../../../lib/domain/errors.ts';
import { idField, objectTypeField, ownerIdField } from '../../../lib/http/fields.ts';
import { parse } from '../../../lib/http/parse.ts';

const schema = z.strictObject({
  objectType: objectTypeField,
  recordIds: z.array(idField).check(z.maxLength(3)),
  ownerId: z.optional(z.nullable(ownerIdField)),
  member: z.optional(z.strictObject({ weight: z.int() })),
});
const sound = { objectType: 'contact', recordIds: ['1', 2] };

const problemsOf = (value: unknown): Problem[] => {
  try {
    parse(schema, value);
  } catch (error) {
    if (error instanceof Invalid) return error.problems;
    throw error;
  }
  return [];
};
const fieldsOf = (value: unknown) => problemsOf(value).map((problem) => problem.in);

describe('parse', () => {
  it('gives the value as its schema has it', () => {
    expect(parse(schema, sound)).toEqual({ objectType: 'contacts', recordIds: ['1', '2'] });
  });

  it.each<[string, unknown, string[]]>([
    ['a missing field', { recordIds: [] }, ['objectType']],
    ['a wrong type', { ...sound, recordIds: '1' }, ['recordIds']],
    ['an item of a list', { ...sound, recordIds: ['1', '2', 'three'] }, ['recordIds[2]']],
    ['several items of a list', { ...sound, recordIds: [null, '2', {}] }, ['recordIds[0]', 'recordIds[2]']],
    ['a list that is too long', { ...sound, recordIds: ['1', '2', '3', '4'] }, ['recordIds']],
    ['a field of a field', { ...sound, member: { weight: 1.5 } }, ['member.weight']],
    ['an unknown field', { ...sound, force: true }, ['force']],
    ['every unknown field', { ...sound, force: true, quick: 1 }, ['force', 'quick']],
    ['an unknown field of a field', { ...sound, member: { weight: 1, wait: 2 } }, ['member.wait']],
    ['an unknown object type', { ...sound, objectType: 'people' }, ['objectType']],
    ['an owner id that no owner can have', { ...sound, ownerId: '0' }, ['ownerId']],
    ['the body where it is a list', [], ['body']],
    ['the body where it is a text', 'contacts', ['body']],
    ['the body where it is null', null, ['body']],
    ['the body where there is none', undefined, ['body']],
  ])('names %s', (_, value, fields) => {
    expect(fieldsOf(value)).toEqual(fields);
  });

  it('calls the value what the caller calls it', () => {
    expect(() => parse(schema, 1, 'query')).toThrow(
      expect.objectContaining({ problems: [expect.objectContaining({ in: 'query' })] }),
    );
  });

  it('says of every problem what it is and gives it a code', () => {
    for (const problem of problemsOf({ recordIds: [{}], extra: 1 })) {
      expect(problem).toEqual({
        in: expect.any(String),
        message: expect.stringMatching(/./),
        code: expect.stringMatching(/^[A-Z_]+$/),
      });
    }
  });
});

describe('an id in a body', () => {
  it.each([
    ['1', '1'],
    [1, '1'],
    ['12345678901234567890', '12345678901234567890'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
    ['0', '0'],
  ])('is %j, kept as %j', (raw, id) => {
    expect(parse(idField, raw)).toBe(id);
  });

  it.each([
    '',
    ' 1',
    '-1',
    '1.5',
    '1e3',
    'abc',
    '123456789012345678901',
    '1#2',
    1.5,
    -1,
    Number('1234567890123456789'),
    Number.NaN,
    null,
    true,
    [],
    ['1'],
    {},
  ])('is not %j', (raw) => {
    expect(() => parse(idField, raw, 'recordId')).toThrow(Invalid);
  });
});
