import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { importedItem, toImportedItem } from '../../../lib/store/records/imported-item.ts';

const rows = fc.dictionary(
  fc.stringMatching(/^[a-z][a-z0-9_]{0,20}$/),
  fc.integer({ min: 1, max: 2_000_000 }),
);

describe('which rows an import has written', () => {
  it('is read as it was kept', () => {
    fc.assert(
      fc.property(rows, (written) => {
        const imported = { runId: '7', rows: { ...written } };
        expect(z.parse(importedItem, toImportedItem(imported))).toEqual(imported);
      }),
    );
  });

  it('is read as it was kept also of the imports that were at work at the same time', () => {
    const others = [{ runId: '8', rows: { city: 4 }, seenAt: '2026-11-23T12:00:00.000Z' }];
    const imported = { runId: '7', rows: { email: 2 }, others };
    const item = toImportedItem(imported);
    expect(item).toMatchObject({ others: [{ rows: '4:city' }] });
    expect(z.parse(importedItem, item)).toEqual(imported);
  });

  it('is kept with each row once', () => {
    const imported = { runId: '7', rows: { email: 2, phone: 9, city: 2 }, onlyNoted: true as const };
    expect(toImportedItem(imported)).toEqual({ runId: '7', rows: '2:email,city;9:phone', onlyNoted: true });
  });

  it('is read from records that were kept before, too', () => {
    const kept = { runId: '7', rows: { email: 2, phone: 9 } };
    expect(z.parse(importedItem, kept)).toEqual(kept);
  });

  it.each(['email', '2', '2:', 'x:email', '2:a:b'])('is not read from %j', (text) => {
    expect(z.safeParse(importedItem, { runId: '7', rows: text }).success).toBe(false);
  });
});
