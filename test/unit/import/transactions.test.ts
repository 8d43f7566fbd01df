import fc from 'fast-check';
import { expect, it } from 'vitest';
import { planTransactions } from '../../../lib/domain/import/transactions.ts';
import type { CrmRecord } from '../../../lib/domain/record/record.ts';
import type { RecordWrite } from '../../../lib/domain/record/unique-key.ts';

const record = (id: string, email: string | undefined): CrmRecord => ({
  objectType: 'contacts',
  id,
  properties: email === undefined ? { city: 'Bern' } : { email },
  version: 1,
  createdAt: '',
  updatedAt: '',
  archivedAt: null,
  enrollments: {},
  lastWrite: { id: '', at: '', source: 'IMPORT', actor: '', notify: false },
});

const address = fc.option(
  fc.constantFrom('a', 'b', 'c', 'd').map((name) => `${name}@example.com`),
  {
    nil: undefined,
  },
);

const writes = fc
  .array(fc.record({ isNew: fc.boolean(), before: address, after: address }), { maxLength: 250 })
  .map((list) =>
    list.map(
      ({ isNew, before, after }, n): RecordWrite => ({
        before: isNew ? undefined : record(String(n), before),
        after: record(String(n), after),
      }),
    ),
  );

const itemsOf = ({ before, after }: RecordWrite): string[] => {
  const held = before?.properties['email'];
  const wanted = after.properties['email'];
  return [after.id, ...(held === wanted ? [] : [held, wanted].filter((email) => email !== undefined))];
};

it('no transaction holds an item twice or more than a hundred items, and no write is lost', () => {
  fc.assert(
    fc.property(writes, (list) => {
      const waves = planTransactions(list);
      for (const transaction of waves.flat()) {
        const items = transaction.flatMap(itemsOf);
        expect(new Set(items).size).toBe(items.length);
        expect(items.length).toBeLessThanOrEqual(100);
      }
      expect(new Set(waves.flat(2))).toEqual(new Set(list));
    }),
  );
});

it('writes that share a key stay in their order, wave after wave', () => {
  const [giving, taking] = [
    { before: record('1', 'a@example.com'), after: record('1', 'b@example.com') },
    { before: record('2', 'c@example.com'), after: record('2', 'a@example.com') },
  ];
  expect(planTransactions([giving, taking])).toEqual([[[giving]], [[taking]]]);
});

it('fifty new contacts with an e-mail fill one transaction', () => {
  const list = Array.from({ length: 100 }, (_, n) => ({
    before: undefined,
    after: record(String(n), `${n}@example.com`),
  }));
  expect(planTransactions(list).map((wave) => wave.map((transaction) => transaction.length))).toEqual([
    [50, 50],
  ]);
});

it('large records fill a transaction before a hundred do', () => {
  const list = Array.from({ length: 20 }, (_, n) => ({
    before: undefined,
    after: { ...record(String(n), undefined), properties: { city: 'x'.repeat(300_000) } },
  }));
  expect(planTransactions(list)[0]?.map((transaction) => transaction.length)).toEqual([9, 9, 2]);
});
