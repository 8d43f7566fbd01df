import { describe, expect, it } from 'vitest';
import { readCell } from '../../../lib/domain/import/cell.ts';
import { matchColumns } from '../../../lib/domain/import/columns.ts';
import type { DateFormat } from '../../../lib/domain/import/options.ts';
import { ownerFinder } from '../../../lib/domain/import/owner-finder.ts';
import { isBlank, rowReader } from '../../../lib/domain/import/row.ts';
import type { UnknownOwnerPolicy } from '../../../lib/domain/import/unknown-owner.ts';
import type { ObjectType } from '../../../lib/domain/object-type.ts';
import type { Owner } from '../../../lib/domain/owner/owner.ts';
import { propertySet } from '../../../lib/domain/record/property-set.ts';

const owner = (id: string, fields: Partial<Owner> = {}): Owner => ({
  id,
  email: `${id}@example.com`,
  firstName: '',
  lastName: '',
  seat: 'NONE',
  primaryTeamId: null,
  secondaryTeamIds: [],
  objectAccess: ['contacts'],
  salesforceUserId: null,
  availability: null,
  notifications: { off: [] },
  active: true,
  version: 1,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  ...fields,
});

const owners = [
  owner('11', { email: 'ada@example.com', firstName: 'Ada', lastName: 'King Lovelace' }),
  owner('12', { email: 'gone@example.com', active: false }),
  owner('13', { email: 'deals@example.com', objectAccess: ['deals'], lastName: 'Deals' }),
  owner('14', { email: 'kim1@example.com', firstName: 'Kim', lastName: 'Ono' }),
  owner('15', { email: 'kim2@example.com', firstName: 'Kim', lastName: 'Ono' }),
  owner('16', { email: 'lee1@example.com', firstName: 'Lee', lastName: 'Ono', active: false }),
  owner('17', { email: 'lee2@example.com', firstName: 'Lee', lastName: 'Ono' }),
];

const read = (
  headers: string[],
  cells: string[],
  type: ObjectType = 'contacts',
  unknownOwner: UnknownOwnerPolicy = { kind: 'leave' },
  dateFormat: DateFormat = 'YEAR_MONTH_DAY',
) =>
  rowReader({
    set: propertySet(type),
    columns: matchColumns(propertySet(type), headers),
    findOwner: ownerFinder(owners, type),
    unknownOwner,
    dateFormat,
    isRepeat: () => false,
  })({ row: 7, cells }, '1000000000000000007');

describe('a row', () => {
  it('asks for the values of its known columns, trimmed and in the form that is kept', () => {
    expect(read(['Email', 'x', 'City'], [' Ada@Example.com ', 'y', ' Bern'])).toMatchObject({
      row: 7,
      changes: { email: 'ada@example.com', city: 'Bern' },
      keys: ['contacts#email#ada@example.com'],
      problems: [],
      rejected: false,
    });
  });

  it('asks nothing with an empty cell', () => {
    expect(read(['Email', 'City'], ['ada@example.com', '  ']).changes).toEqual({ email: 'ada@example.com' });
  });

  it.each([
    ['ADA@example.com'],
    [' ada@example.com '],
    ['11'],
    ['Ada King Lovelace'],
    ['ada  king LOVELACE'],
  ])('names an owner as %j', (cell) => {
    expect(read(['First Name', 'Contact owner'], ['A', cell]).changes).toEqual({
      firstname: 'A',
      hubspot_owner_id: '11',
    });
  });

  it.each([
    ['unknown', 'nobody@example.com'],
    ['deactivated', 'gone@example.com'],
    ['without access', 'deals@example.com'],
    ['unknown by name', 'No Body'],
    ['without access, by name', 'Deals'],
  ])('keeps its other values if the owner is %s', (_, email) => {
    const row = read(['Email', 'Contact owner'], ['a@b.ch', email]);
    expect(row).toMatchObject({ changes: { email: 'a@b.ch' }, rejected: false });
    expect(row.problems).toEqual([
      {
        code: 'COULD_NOT_FIND_OWNER',
        message: expect.any(String),
        row: 7,
        column: 1,
        columnName: 'Contact owner',
        value: email,
      },
    ]);
  });

  it('does not guess between two owners of one name, unless only one of them may own the record', () => {
    expect(read(['Email', 'Contact owner'], ['a@b.ch', 'Kim Ono'])).toMatchObject({
      changes: { email: 'a@b.ch' },
      problems: [
        {
          code: 'MULTIPLE_OWNERS_FOUND',
          message: expect.stringContaining('kim1@example.com, kim2@example.com'),
        },
      ],
      rejected: false,
    });
    expect(read(['Email', 'Contact owner'], ['a@b.ch', 'Lee Ono']).changes).toMatchObject({
      hubspot_owner_id: '17',
    });
  });

  it.each([
    ['leave', { kind: 'leave' }, {}],
    ['rejectRow', { kind: 'rejectRow' }, { rejected: true }],
    ['owner', { kind: 'owner', ownerId: '17' }, { changes: { email: 'a@b.ch', hubspot_owner_id: '17' } }],
    ['rotation', { kind: 'rotation', rotationId: '5', property: 'hubspot_owner_id' }, { enrolls: true }],
    ['rotation of another property', { kind: 'rotation', rotationId: '5', property: 'second_owner' }, {}],
  ] as const)('with an owner who is not found is read as the import asks: %s', (_, policy, outcome) => {
    for (const cell of ['nobody@example.com', 'Kim Ono']) {
      const row = read(['Email', 'Contact owner'], ['a@b.ch', cell], 'contacts', policy);
      expect(row).toMatchObject({
        changes: { email: 'a@b.ch' },
        rejected: false,
        enrolls: false,
        ...outcome,
      });
      expect(row.problems.length).toBe(1);
    }
  });

  it('keeps a value of 65,536 characters and refuses a longer one, and a NUL character', () => {
    expect(read(['Email', 'City'], ['a@b.ch', 'x'.repeat(65_536)]).problems).toEqual([]);
    expect(read(['Email', 'City'], ['a@b.ch', 'x'.repeat(65_537)])).toMatchObject({
      changes: { email: 'a@b.ch' },
      problems: [{ code: 'COLUMN_TOO_LARGE', column: 1 }],
    });
    expect(read(['Email', 'City'], ['a@b.ch', 'Be\0rn'])).toMatchObject({
      changes: { email: 'a@b.ch' },
      problems: [{ code: 'FAILED_VALIDATION', column: 1 }],
    });
  });

  it.each([
    ['YEAR_MONTH_DAY', '2026-12-31', '2026-12-31'],
    ['YEAR_MONTH_DAY', '2026/1/9', '2026-01-09'],
    ['MONTH_DAY_YEAR', '03/04/2026', '2026-03-04'],
    ['MONTH_DAY_YEAR', '2026-12-31', '2026-12-31'],
    ['DAY_MONTH_YEAR', '03/04/2026', '2026-04-03'],
    ['DAY_MONTH_YEAR', '31.12.2026', '2026-12-31'],
    ['DAY_MONTH_YEAR', '2026-12-31T10:00:00Z', '2026-12-31T10:00:00.000Z'],
  ] as const)('of an import with dates as %s takes %s for %s', (format, cell, date) => {
    const row = read(['Deal Name', 'Close Date'], ['Big', cell], 'deals', { kind: 'leave' }, format);
    expect(row).toMatchObject({ changes: { closedate: date }, problems: [] });
  });

  it.each([
    ['YEAR_MONTH_DAY', '31.12.2026'],
    ['MONTH_DAY_YEAR', '31/12/2026'],
    ['DAY_MONTH_YEAR', '12.31.2026'],
    ['DAY_MONTH_YEAR', '30.02.2026'],
    ['DAY_MONTH_YEAR', '31.12.26'],
    ['DAY_MONTH_YEAR', '31.12-2026'],
  ] as const)('of an import with dates as %s does not take %s for one', (format, cell) => {
    const row = read(['Deal Name', 'Close Date'], ['Big', cell], 'deals', { kind: 'leave' }, format);
    expect(row.changes).toEqual({ dealname: 'Big' });
    expect(row.problems).toMatchObject([
      { code: 'COULD_NOT_PARSE_DATE', message: expect.stringContaining(`${cell} is not a date`) },
    ]);
  });

  it.each([
    ['YEAR_MONTH_DAY', '2026-12-31T10:00:00+01:00', '2026-12-31T09:00:00.000Z'],
    ['DAY_MONTH_YEAR', '31.12.2026 14:30', '2026-12-31T14:30:00.000Z'],
    ['MONTH_DAY_YEAR', '12/31/2026 14:30:15', '2026-12-31T14:30:15.000Z'],
    ['DAY_MONTH_YEAR', '31.12.2026', '2026-12-31T00:00:00.000Z'],
    ['DAY_MONTH_YEAR', '31.12.2026 25:30', undefined],
  ] as const)('of an import with dates as %s takes %s for the time %s', (dateFormat, cell, time) => {
    const property = { name: 'met', label: 'Met', type: 'datetime', unique: false } as const;
    const findOwner = ownerFinder([], 'contacts');
    const value = readCell(property, cell, { dateFormat, findOwner });
    if (time === undefined) expect(value).toMatchObject({ ok: false, code: 'COULD_NOT_PARSE_DATE' });
    else expect(value).toEqual({ ok: true, value: time });
  });

  it('says that a spreadsheet has rounded a record id', () => {
    expect(read(['Record ID', 'City'], ['1.2345E+18', 'Bern']).problems).toMatchObject([
      { code: 'INVALID_RECORD_ID', message: expect.stringContaining('rounded') },
    ]);
  });

  it.each([
    ['COULD_NOT_PARSE_NUMBER', 'Amount', 'much'],
    ['COULD_NOT_PARSE_DATE', 'Close Date', '31.12.2026'],
  ])('leaves out a value with %s and keeps the others', (code, header, cell) => {
    const row = read(['Deal Name', header], ['Big', cell], 'deals');
    expect(row).toMatchObject({
      changes: { dealname: 'Big' },
      problems: [{ code, column: 1 }],
      rejected: false,
    });
  });

  it.each([
    ['INVALID_EMAIL', 'contacts', ['Email', 'City'], ['ada', 'Bern'], 0],
    ['INVALID_DOMAIN', 'companies', ['Company name', 'domain'], ['A', 'no domain'], 1],
    ['INVALID_RECORD_ID', 'contacts', ['Record ID', 'City'], ['12a', 'Bern'], 0],
  ] as const)(
    'is rejected with %s, since it does not say which record it means',
    (code, type, headers, cells, column) => {
      expect(read([...headers], [...cells], type)).toMatchObject({
        problems: [{ code, column, row: 7 }],
        rejected: true,
      });
    },
  );

  it('is not rejected for its e-mail if the record id says which record it means', () => {
    expect(read(['Record ID', 'Email', 'City'], ['12', 'ada', 'Bern'])).toMatchObject({
      recordId: '12',
      changes: { city: 'Bern' },
      problems: [{ code: 'INVALID_EMAIL' }],
      rejected: false,
    });
  });

  it.each([[['a@b.ch']], [['a@b.ch', 'Bern', 'x']]])('is rejected if it is ragged: %j', (cells) => {
    expect(read(['Email', 'City'], cells)).toMatchObject({
      problems: [{ code: 'INCORRECT_NUMBER_OF_COLUMNS', row: 7 }],
      rejected: true,
    });
  });

  it('keeps only the start of a long value with its problem', () => {
    const [problem] = read(['First Name', 'Email'], ['A', 'x'.repeat(10_000)]).problems;
    expect(problem?.value?.length).toBeLessThan(300);
    expect(problem?.message.length).toBeLessThan(300);
  });

  it('is none if all its cells are blank', () => {
    expect(isBlank(['', ' ', '\t'])).toBe(true);
    expect(isBlank(['', '0'])).toBe(false);
  });
});
