import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchColumns } from '../../../lib/domain/import/columns.ts';
import { decideRows } from '../../../lib/domain/import/decide.ts';
import type { ImportRun, Known } from '../../../lib/domain/import/fold.ts';
import type { ImportRow } from '../../../lib/domain/import/row.ts';
import type { Properties } from '../../../lib/domain/record/properties.ts';
import { propertySet } from '../../../lib/domain/record/property-set.ts';
import type { CrmRecord } from '../../../lib/domain/record/record.ts';
import { uniqueKeysOf } from '../../../lib/domain/record/unique-key.ts';

const set = propertySet('contacts');

const run: ImportRun = {
  importId: '77',
  set,
  columns: matchColumns(set, ['Record ID', 'Email', 'City']),
  mode: 'upsert',
  dryRun: false,
  actor: 'import:77',
  at: '2026-11-23T10:00:00.000Z',
};

const createdId = (row: number): string => String(1000 + row);

const aRow = (row: number, changes: Properties, recordId: string | null = null): ImportRow => ({
  row,
  createdId: createdId(row),
  recordId,
  changes,
  keys: uniqueKeysOf(set, changes),
  problems: [],
  rejected: false,
  enrolls: false,
  isRepeat: false,
});

const aRepeat = (row: number, changes: Properties): ImportRow => ({ ...aRow(row, changes), isRepeat: true });

const aRecord = (id: string, properties: Properties, fields: Partial<CrmRecord> = {}): CrmRecord => ({
  objectType: 'contacts',
  id,
  properties,
  version: 3,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  archivedAt: null,
  enrollments: {},
  lastWrite: { id: 'x', at: '2026-01-01T00:00:00.000Z', source: 'API', actor: 'ada', notify: true },
  ...fields,
});

const known = (...records: CrmRecord[]): Known => ({
  records: new Map(records.map((record) => [record.id, record])),
  idByKey: new Map(
    records
      .filter(({ archivedAt }) => archivedAt === null)
      .flatMap(({ id, properties }) => uniqueKeysOf(set, properties).map((key) => [key, id] as const)),
  ),
});

/** What is known once the writes are done. */
const stateAfter = (before: Known, writes: { after: CrmRecord }[]): Known =>
  known(
    ...new Map([
      ...before.records,
      ...writes.map((write) => [write.after.id, write.after] as const),
    ]).values(),
  );

const outcomes = (decisions: { outcome: string; problems: { code: string }[] }[]): string[] =>
  decisions.map(({ outcome, problems }) => [outcome, ...problems.map(({ code }) => code)].join(' '));

const email = 'ada@example.com';

describe('one row', () => {
  it('creates a record that nobody has', () => {
    const { decisions, writes } = decideRows([aRow(2, { email })], known(), run);
    expect(outcomes(decisions)).toEqual(['created']);
    expect(writes).toEqual([
      {
        before: undefined,
        after: expect.objectContaining({
          id: createdId(2),
          version: 1,
          properties: { email },
          lastWrite: expect.objectContaining({ source: 'IMPORT', runId: '77', row: 2, notify: false }),
        }),
      },
    ]);
  });

  it.each([
    ['by its e-mail', aRow(2, { email, city: 'Bern' })],
    ['by its record id', aRow(2, { city: 'Bern' }, '5')],
    ['by both', aRow(2, { email, city: 'Bern' }, '5')],
  ])('updates the record that it means %s', (_, row) => {
    const record = aRecord('5', { email, phone: '1' });
    const { decisions, writes } = decideRows([row], known(record), run);
    expect(outcomes(decisions)).toEqual(['updated']);
    expect(writes).toEqual([
      {
        before: record,
        after: expect.objectContaining({ version: 4, properties: { email, phone: '1', city: 'Bern' } }),
      },
    ]);
  });

  it('writes nothing if the record is as the row says', () => {
    const { decisions, writes } = decideRows([aRow(2, { email })], known(aRecord('5', { email })), run);
    expect([outcomes(decisions), writes]).toEqual([['unchanged'], []]);
  });

  it.each([
    ['INVALID_RECORD_ID', 'an unknown record id', aRow(2, { city: 'Bern' }, '6'), {}],
    ['INVALID_RECORD_ID', 'an archived record', aRow(2, { city: 'Bern' }, '9'), {}],
    [
      'DUPLICATE_UNIQUE_PROPERTY_VALUE',
      'an e-mail of another record',
      aRow(2, { email: 'bob@example.com' }, '5'),
      {},
    ],
    ['CREATE_ONLY_IMPORT', 'a record that exists', aRow(2, { email }), { mode: 'create' }],
    [
      'UPDATE_ONLY_IMPORT',
      'a record that does not exist',
      aRow(2, { email: 'new@example.com' }),
      { mode: 'update' },
    ],
    ['MISSING_REQUIRED_PROPERTY', 'nothing that creating takes', aRow(2, { city: 'Bern' }), {}],
    [
      'ROW_DATA_TOO_LARGE',
      'more than an item holds',
      aRow(2, { email: 'new@example.com', city: 'é'.repeat(200_000) }),
      {},
    ],
  ] as const)('fails with %s for %s, and writes nothing', (code, _, row, settings) => {
    const there = known(
      aRecord('5', { email }),
      aRecord('8', { email: 'bob@example.com' }),
      aRecord('9', { city: 'Rome' }, { archivedAt: '2026-02-01T00:00:00.000Z' }),
    );
    const { decisions, writes } = decideRows([row], there, { ...run, ...settings });
    expect([outcomes(decisions), writes]).toEqual([[`failed ${code}`], []]);
    expect(decisions[0]?.problems[0]?.row).toBe(2);
  });

  it.each([
    [
      'of an unknown record id',
      aRow(2, { city: 'Bern' }, '6'),
      { column: 0, columnName: 'Record ID', value: '6' },
    ],
    [
      'of an e-mail of another record',
      aRow(2, { email: 'bob@example.com' }, '5'),
      { column: 1, columnName: 'Email', value: 'bob@example.com' },
    ],
  ])('says in which column the problem %s is', (_, row, place) => {
    const there = known(aRecord('5', { email }), aRecord('8', { email: 'bob@example.com' }));
    expect(decideRows([row], there, run).decisions[0]?.problems).toMatchObject([place]);
  });

  it('with an unknown record id does not fall back upon its e-mail', () => {
    const { decisions } = decideRows([aRow(2, { email }, '6')], known(aRecord('5', { email })), run);
    expect(outcomes(decisions)).toEqual(['failed INVALID_RECORD_ID']);
  });
});

describe('rows of one chunk that mean one record', () => {
  it('are one write: created once, then updated, the later value winning', () => {
    const rows = [aRow(2, { email, city: 'Bern', phone: '1' }), aRow(3, { email, city: 'Rome' })];
    const { decisions, writes } = decideRows(rows, known(), run);
    expect(outcomes(decisions)).toEqual(['created', 'updated']);
    expect(writes.map((write) => write.after.properties)).toEqual([{ email, city: 'Rome', phone: '1' }]);
  });

  it('may take over the e-mail that another row has just given up', () => {
    const there = known(aRecord('5', { email }), aRecord('6', { email: 'bob@example.com' }));
    const rows = [aRow(2, { email: 'new@example.com' }, '5'), aRow(3, { email }, '6')];
    expect(outcomes(decideRows(rows, there, run).decisions)).toEqual(['updated', 'updated']);
  });

  it('of a file that only creates may still follow one another', () => {
    const rows = [aRow(2, { email }), aRow(3, { email, city: 'Bern' })];
    expect(outcomes(decideRows(rows, known(), { ...run, mode: 'create' }).decisions)).toEqual([
      'created',
      'updated',
    ]);
  });
});

describe('a row that repeats an earlier one', () => {
  const there = known(aRecord('5', { email, city: 'Bern' }));
  const earlier = aRow(2, { email, city: 'Rome' });
  const later = aRepeat(900, { email, city: 'Bern' });

  it('wins also where it says what is there already, whichever is written first', () => {
    for (const order of [
      [earlier, later],
      [later, earlier],
    ]) {
      const state = order.reduce(
        (before, row) => stateAfter(before, decideRows([row], before, run).writes),
        there,
      );
      expect(state.records.get('5')?.properties['city']).toBe('Bern');
    }
  });

  it('is noted on a record that it leaves as it is, and counts as unchanged however often it comes', () => {
    const first = decideRows([later], there, run);
    expect(outcomes(first.decisions)).toEqual(['unchanged']);
    const before = there.records.get('5');
    expect(first.writes.map(({ after }) => after)).toEqual([
      { ...before, version: 4, imported: { runId: '77', rows: { email: 900, city: 900 }, onlyNoted: true } },
    ]);
    const again = decideRows([later], stateAfter(there, first.writes), run);
    expect([outcomes(again.decisions), again.writes]).toEqual([['unchanged'], []]);
  });

  it('counts as updated once the import has changed the record', () => {
    const { decisions } = decideRows([earlier, later, aRepeat(901, { email })], there, run);
    expect(outcomes(decisions)).toEqual(['updated', 'updated', 'updated']);
  });

  it('is not taken for a record of its own in a dry run, which finds nothing that rows before it created', () => {
    const rows = [aRepeat(900, { email, city: 'Bern' })];
    expect(outcomes(decideRows(rows, known(), { ...run, dryRun: true }).decisions)).toEqual(['updated']);
  });
});

describe('a row that comes again', () => {
  it('has the outcome that it had, and writes nothing', () => {
    const rows = [
      aRow(2, { email, city: 'Bern' }),
      aRow(3, { email: 'bob@example.com', city: 'Lima' }),
      aRow(4, { email }),
      aRow(5, { city: 'Oslo' }, '5'),
    ];
    const before = known(aRecord('5', { email: 'bob@example.com', city: 'Rome' }));
    const first = decideRows(rows, before, run);
    const again = decideRows(rows, stateAfter(before, first.writes), run);
    expect(outcomes(first.decisions)).toEqual(['created', 'updated', 'updated', 'updated']);
    expect(outcomes(again.decisions)).toEqual(outcomes(first.decisions));
    expect(again.writes).toEqual([]);
  });

  it('knows the record that it created even after its e-mail was changed', () => {
    const { writes } = decideRows([aRow(2, { email })], known(), run);
    const changed = writes.map((write) => ({ ...write.after, properties: { email: 'new@example.com' } }));
    const again = decideRows([aRow(2, { email })], known(...changed), run);
    expect([outcomes(again.decisions), again.writes]).toEqual([['created'], []]);
  });

  it('does not undo what somebody did to the record since', () => {
    const row = aRow(2, { email, hubspot_owner_id: '11' });
    const before = known(aRecord('5', { email }));
    const [write] = decideRows([row], before, run).writes;
    const rotated = { ...aRecord('5', {}), ...write?.after, properties: { email, hubspot_owner_id: '12' } };
    expect(decideRows([row], known(rotated), run).writes).toEqual([]);
  });
});

describe('chunks in any order', () => {
  const change = fc.record(
    {
      city: fc.constantFrom('Bern', 'Rome', 'Oslo'),
      phone: fc.constantFrom('1', '2'),
      firstname: fc.constant('Ada'),
    },
    { requiredKeys: [] },
  );
  const rows = fc
    .array(fc.tuple(fc.constantFrom(email, 'bob@example.com'), change), { minLength: 1, maxLength: 8 })
    .map((list) => list.map(([address, values], n) => aRow(n + 2, { email: address, ...values })));
  const content = ({ records }: Known) =>
    [...records.values()].map(({ properties }) => JSON.stringify(Object.entries(properties).sort())).sort();

  it('leave the same new records, and each row counts once', () => {
    fc.assert(
      fc.property(
        rows.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        ([inOrder, shuffled]) => {
          const expected = decideRows(inOrder, known(), run);
          let state = known();
          const counted: string[] = [];
          for (const row of shuffled) {
            const { decisions, writes } = decideRows([row], state, run);
            counted.push(...outcomes(decisions));
            state = stateAfter(state, writes);
          }
          expect(content(state)).toEqual(content(stateAfter(known(), expected.writes)));
          expect(counted.sort()).toEqual(outcomes(expected.decisions).sort());
        },
      ),
    );
  });

  it('leave the same in records that were there before, if those that repeat a row are known', () => {
    const before = known(
      aRecord('5', { email, city: 'Bern', phone: '1' }),
      aRecord('6', { email: 'bob@example.com', city: 'Rome' }),
    );
    fc.assert(
      fc.property(
        rows.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        ([list, shuffled]) => {
          const isRepeat = ({ row, keys }: ImportRow): boolean =>
            list.some((other) => other.row < row && other.keys[0] === keys[0]);
          const expected = decideRows(list, before, run);
          let state = before;
          let touched = 0;
          for (const row of shuffled) {
            const { decisions, writes } = decideRows([{ ...row, isRepeat: isRepeat(row) }], state, run);
            touched += outcomes(decisions).filter((one) => one === 'updated' || one === 'unchanged').length;
            state = stateAfter(state, writes);
          }
          expect(content(state)).toEqual(content(stateAfter(before, expected.writes)));
          expect(touched).toBe(list.length);
        },
      ),
    );
  });

  it('leave the same whichever rows a second import of the same file writes in between', () => {
    const before = known(aRecord('5', { email, city: 'Bern', phone: '1' }));
    const both = rows.chain((list) => {
      const repeats = list.map((row) => ({
        ...row,
        isRepeat: list.some((other) => other.row < row.row && other.keys[0] === row.keys[0]),
      }));
      const work = ['77', '78'].flatMap((importId) =>
        repeats.map((row) => ({ importId, row: { ...row, createdId: `${importId}${row.createdId}` } })),
      );
      return fc.tuple(fc.constant(list), fc.shuffledSubarray(work, { minLength: work.length }));
    });
    fc.assert(
      fc.property(both, ([list, work]) => {
        const expected = decideRows(list, before, run);
        let state = before;
        const counted: string[] = [];
        // A worker that dies before it has counted does everything once more, after what the other import has written.
        for (const { importId, row } of [...work, ...work]) {
          const { decisions, writes } = decideRows([row], state, { ...run, importId });
          counted.push(...outcomes(decisions));
          state = stateAfter(state, writes);
        }
        expect(content(state)).toEqual(content(stateAfter(before, expected.writes)));
        const created = counted.filter((one) => one === 'created').length;
        expect(created).toBe(2 * expected.decisions.filter(({ outcome }) => outcome === 'created').length);
      }),
    );
  });
});
