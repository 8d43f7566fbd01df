import { describe, expect, it } from 'vitest';
import { matchColumns } from '../../../lib/domain/import/columns.ts';
import { FileProblem } from '../../../lib/domain/import/file-problem.ts';
import { whyIgnored } from '../../../lib/domain/import/ignored-column.ts';
import { type ColumnMapping, defaultOptions, type ImportMode } from '../../../lib/domain/import/options.ts';
import type { ObjectType } from '../../../lib/domain/object-type.ts';
import { propertySet } from '../../../lib/domain/record/property-set.ts';

type Asked = { mode?: ImportMode; mappings?: ColumnMapping[] };

const match = (type: ObjectType, headers: string[], asked: Asked = {}) =>
  matchColumns(propertySet(type), headers, { ...defaultOptions, ...asked });

const meanings = (type: ObjectType, headers: string[], asked?: Asked): string[] =>
  match(type, headers, asked).map((column) => (column.kind === 'property' ? column.property : column.kind));

const problemOf = (type: ObjectType, headers: string[], asked?: Asked) => {
  try {
    match(type, headers, asked);
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
    ['the record id by its internal name', 'deals', 'hs_object_id', 'recordId'],
    ['the record id as older exports have it', 'companies', 'Company ID', 'recordId'],
    ['the record id of another type', 'companies', 'Contact ID', 'ignored'],
    ['an alias', 'contacts', 'Email Address', 'email'],
    ['an alias in any case', 'companies', 'company  domain', 'domain'],
    ['an alias of its type only', 'companies', 'Email Address', 'ignored'],
    ['one header by type: of deals', 'deals', 'Name', 'dealname'],
    ['one header by type: of tickets', 'tickets', 'Name', 'subject'],
    ['one header by type: of companies', 'companies', 'Name', 'name'],
    ['what HubSpot once called owners', 'tickets', 'HubSpot Owner', 'hubspot_owner_id'],
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

  it.each([
    ['contacts', ['Shoe size', 'Email'], '"Shoe size" is no property of contacts.'],
    [
      'companies',
      ['contact OWNER', 'Name'],
      '"contact OWNER" is the owner of contacts, and this is a file of companies.',
    ],
    ['contacts', ['', 'Email'], undefined],
  ] as const)('says why it does not know a column of %s: %j', (type, headers, sentence) => {
    const [column] = match(type, [...headers]);
    expect(column && whyIgnored(type, column)).toBe(sentence);
  });

  it('knows a custom user property by its label', () => {
    const set = propertySet('contacts', [
      { name: 'second_owner', label: 'Second owner', type: 'user', unique: false },
    ]);
    const [, column] = matchColumns(set, ['Email', 'second  OWNER']);
    expect(column).toMatchObject({ kind: 'property', property: 'second_owner' });
  });

  it('may have hundreds of columns but not a thousand', () => {
    const headers = ['Email', ...Array.from({ length: 998 }, (_, n) => `x${n}`)];
    expect(meanings('contacts', headers).length).toBe(999);
    expect(problemOf('contacts', [...headers, 'y']).code).toBe('INVALID_COLUMN_CONFIGURATION');
  });

  it('is kept only in part where it is very long', () => {
    const [, column] = match('contacts', ['Email', 'x'.repeat(10_000)]);
    expect(column?.header.length).toBeLessThan(200);
  });
});

describe('the columns that a file needs', () => {
  it.each([
    ['contacts', ['Last Name'], 'upsert'],
    ['contacts', ['Record ID', 'City'], 'upsert'],
    ['contacts', ['Record ID', 'City'], 'update'],
    ['contacts', ['Email', 'City'], 'update'],
    ['companies', ['Name'], 'create'],
    ['companies', ['Company Domain Name'], 'update'],
    ['deals', ['Deal Name'], 'upsert'],
    ['tickets', ['Record ID', 'Priority'], 'update'],
  ] as const)('are there in a file of %s with %j that is to %s', (type, headers, mode) => {
    expect(meanings(type, [...headers], { mode }).length).toBe(headers.length);
  });

  it.each([
    ['contacts', ['City'], 'upsert', ['email', 'firstname', 'lastname', 'Record ID']],
    ['contacts', ['Record ID', 'City'], 'create', ['email', 'firstname', 'lastname']],
    ['contacts', ['First Name', 'City'], 'update', ['Record ID', 'email']],
    ['companies', ['City', 'Industry'], 'upsert', ['name', 'domain', 'Record ID']],
    ['deals', ['Amount'], 'upsert', ['dealname', 'Record ID']],
    ['deals', ['Deal Name', 'Amount'], 'update', ['Record ID']],
    ['tickets', ['Priority'], 'create', ['subject']],
  ] as const)('are missing in a file of %s with %j that is to %s: %j', (type, headers, mode, missing) => {
    const { code, message, row } = problemOf(type, [...headers], { mode });
    expect({ code, row }).toEqual({ code: 'MISSING_REQUIRED_PROPERTY', row: 1 });
    expect(message).toContain(missing.join(', '));
  });
});

describe('a mapping', () => {
  const mapping = (columnName: string, propertyName: string | null): Asked => ({
    mappings: [{ columnName, propertyName }],
  });

  it.each([
    ['a property', mapping('Mail', 'email'), ['city', 'email']],
    ['another property than its header says', mapping('City', 'lastname'), ['lastname', 'ignored']],
    ['the record id', mapping('mail ', 'recordId'), ['city', 'recordId']],
    ['the record id by its internal name', mapping('Mail', 'hs_object_id'), ['city', 'recordId']],
  ])('makes a column %s', (_, asked, expected) => {
    expect(meanings('contacts', ['City', 'Mail'], asked)).toEqual(expected);
  });

  it('leaves a column out, which is then not an unknown one', () => {
    const [, column] = match('contacts', ['Email', 'City'], mapping('City', null));
    expect(column).toEqual({ header: 'City', kind: 'ignored', why: 'leftOut' });
  });

  it('wins over a column that would have matched', () => {
    expect(match('contacts', ['Email', 'Work mail'], mapping('Work mail', 'email'))).toEqual([
      { header: 'Email', kind: 'ignored', why: 'taken' },
      { header: 'Work mail', kind: 'property', property: 'email' },
    ]);
  });

  it('counts among the columns that a file needs', () => {
    expect(meanings('deals', ['Geschäft'], mapping('Geschäft', 'dealname'))).toEqual(['dealname']);
    expect(problemOf('deals', ['Deal Name', 'Amount'], mapping('Deal Name', null)).code).toBe(
      'MISSING_REQUIRED_PROPERTY',
    );
  });

  it.each([
    ['an unknown property', mapping('City', 'shoesize'), 'PROPERTY_DEFINITION_NOT_FOUND', 'shoesize'],
    ['a column that is not there', mapping('Town', 'city'), 'INVALID_COLUMN_CONFIGURATION', 'Town'],
  ])('of %s is refused', (_, asked, code, word) => {
    const problem = problemOf('contacts', ['Email', 'City'], asked);
    expect(problem.code).toBe(code);
    expect(problem.message).toContain(word);
  });

  it('of two columns to one property is refused, naming both', () => {
    const mappings = ['One', 'Two'].map((columnName) => ({ columnName, propertyName: 'email' }));
    const { code, message } = problemOf('contacts', ['One', 'Two'], { mappings });
    expect(code).toBe('INVALID_COLUMN_CONFIGURATION');
    expect(message).toContain('"One"');
    expect(message).toContain('"Two"');
  });
});
