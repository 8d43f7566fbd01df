import { describe, expect, it } from 'vitest';
import { matchColumns } from '../../../lib/domain/import/columns.ts';
import { FileProblem } from '../../../lib/domain/import/file-problem.ts';
import type { ObjectType } from '../../../lib/domain/object-type.ts';

const meanings = (type: ObjectType, headers: string[]): string[] =>
  matchColumns(type, headers).map((column) => (column.kind === 'property' ? column.property : column.kind));

const problemOf = (type: ObjectType, headers: string[]) => {
  try {
    matchColumns(type, headers);
  } catch (error) {
    if (error instanceof FileProblem) return error.problem;
  }
  throw new Error('The header was accepted.');
};

describe('the header of a file', () => {
  it.each([
    ['a label', 'contacts', 'First Name', 'firstname'],
    ['a name', 'contacts', 'firstname', 'firstname'],
    ['any case', 'contacts', 'FIRST name', 'firstname'],
    ['blanks around it', 'contacts', '  First   Name\t', 'firstname'],
    ['the owner of its type', 'contacts', 'contact owner', 'hubspot_owner_id'],
    ['the owner of another type', 'companies', 'Contact owner', 'ignored'],
    ['the owner property by name', 'deals', 'hubspot_owner_id', 'hubspot_owner_id'],
    ['the record id', 'tickets', 'record ID', 'recordId'],
    ['something unknown', 'contacts', 'Shoe size', 'ignored'],
    ['nothing', 'contacts', ' ', 'ignored'],
  ] as const)('matches %s', (_, type, header, meaning) => {
    expect(meanings(type, [header, 'Record ID'].slice(0, meaning === 'recordId' ? 1 : 2))[0]).toBe(meaning);
  });

  it('keeps the place of every column, known or not', () => {
    expect(meanings('contacts', ['x', 'Email', '', 'Last Name'])).toEqual([
      'ignored',
      'email',
      'ignored',
      'lastname',
    ]);
  });

  it('is refused if no column is known', () => {
    expect(problemOf('deals', ['a', 'b'])).toMatchObject({
      code: 'INVALID_COLUMN_CONFIGURATION',
      message: expect.stringContaining('a, b'),
    });
  });

  it.each([
    [['Email', 'City', 'email'], '"Email"', '"email"'],
    [['Record ID', 'Record id'], '"Record ID"', '"Record id"'],
    [['Contact owner', 'hubspot_owner_id'], '"Contact owner"', '"hubspot_owner_id"'],
  ])('is refused if two columns are one property: %j', (headers, one, two) => {
    const { message } = problemOf('contacts', headers);
    expect(message).toContain(one);
    expect(message).toContain(two);
  });

  it('bears unknown columns of one name', () => {
    expect(meanings('contacts', ['x', 'x', 'Email'])).toEqual(['ignored', 'ignored', 'email']);
  });
});
