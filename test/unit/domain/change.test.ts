import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeIdOf, ownerChanges } from '../../../lib/domain/change.ts';
import { propertySet } from '../../../lib/domain/record/property-set.ts';
import type { CrmRecord } from '../../../lib/domain/record/record.ts';
import { ulidPattern } from '../../../lib/domain/ulid.ts';
import { aContact, aContactOf, aRecord, aWrite, changed, someTime } from '../../support/builders.ts';

const property = 'hubspot_owner_id';

describe('changeIdOf', () => {
  const write = { at: someTime, version: 3, recordId: '101', property };

  it('makes a ULID, the same from the same write', () => {
    expect(changeIdOf(write)).toMatch(ulidPattern);
    expect(changeIdOf({ ...write })).toBe(changeIdOf(write));
  });

  it.each([
    ['record', { recordId: '102' }],
    ['property', { property: 'backup_owner' }],
    ['version', { version: 4 }],
    ['time', { at: '2026-03-01T09:00:00.001Z' }],
  ])('tells writes apart by their %s', (_, other) => {
    expect(changeIdOf({ ...write, ...other })).not.toBe(changeIdOf(write));
  });

  it('sorts by time, then by version', () => {
    const day = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true });
    const version = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(day, day, version, version, (d1, d2, v1, v2) => {
        fc.pre(d1.getTime() !== d2.getTime() || v1 !== v2);
        const earlier = d1 < d2 || (d1.getTime() === d2.getTime() && v1 < v2);
        const [one, two] = [
          changeIdOf({ ...write, at: d1.toISOString(), version: v1 }),
          changeIdOf({ ...write, at: d2.toISOString(), version: v2 }),
        ];
        expect(one < two).toBe(earlier);
      }),
    );
  });
});

describe('ownerChanges', () => {
  const cases: [string, CrmRecord | undefined, CrmRecord, [string | null, string | null] | undefined][] = [
    ['a new record without an owner', undefined, aContact(), undefined],
    ['a new record with an owner', undefined, aContactOf('7'), [null, '7']],
    ['an owner set', aContact(), aContactOf('7'), [null, '7']],
    ['an owner replaced', aContactOf('7'), aContactOf('8'), ['7', '8']],
    ['an owner cleared', aContactOf('7'), aContact(), ['7', null]],
    ['the same owner written again', aContactOf('7'), aContactOf('7'), undefined],
    ['another property changed', aContact(), aContact({ properties: { city: 'Bonn' } }), undefined],
    ['an owned record archived', aContactOf('7'), aContactOf('7', { archivedAt: someTime }), undefined],
    ['an empty owner for none', aContact(), aContact({ properties: { [property]: '' } }), undefined],
  ];

  it.each(cases)('finds the change in %s', (_, before, after, fromTo) => {
    const expected = fromTo === undefined ? [] : [{ property, fromOwnerId: fromTo[0], toOwnerId: fromTo[1] }];
    const changes = ownerChanges(before, after, propertySet('contacts'));
    expect(changes).toMatchObject(expected);
    expect(changes).toHaveLength(expected.length);
  });

  it('finds those of further owners, also of a property that has been archived since', () => {
    const backup = { name: 'backup', label: 'Backup', type: 'user', unique: false } as const;
    const size = { name: 'size', label: 'Size', type: 'string', unique: false } as const;
    const before = aContactOf('7');
    const after = { ...before, properties: { ...before.properties, backup: '8', size: 'L' } };
    for (const set of [propertySet('contacts', [backup, size]), propertySet('contacts', [], [backup, size])])
      expect(ownerChanges(before, after, set)).toMatchObject([
        { property: 'backup', fromOwnerId: null, toOwnerId: '8' },
      ]);
  });

  it('says of which record, by what write, and under the id that the write has', () => {
    const before = aRecord('deals', { version: 4 });
    const write = aWrite({
      source: 'ROTATION',
      decisionId: 'b1',
      runId: 'e1',
      at: '2026-03-02T10:00:00.000Z',
    });
    const after = changed(before, { properties: { [property]: '7' }, lastWrite: write });
    expect(ownerChanges(before, after, propertySet('deals'))).toEqual([
      {
        changeId: changeIdOf({ at: write.at, version: 5, recordId: before.id, property }),
        objectType: 'deals',
        recordId: before.id,
        property,
        fromOwnerId: null,
        toOwnerId: '7',
        recordVersion: 5,
        write,
      },
    ]);
  });
});
