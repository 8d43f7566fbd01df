import { describe, expect, it } from 'vitest';
import { lastSetByRota, withOwnerSetAt } from '../../../../lib/domain/record/owner-set-at.ts';
import { aContact, aContactOf, aWrite, changed, someTime } from '../../../support/builders.ts';

const later = '2026-03-02T10:00:00.000Z';
const write = aWrite({ at: later });

describe('the time at which Rota last moved the owner', () => {
  const owned = aContactOf('7');
  const cases = [
    [
      'of a new record with an owner is its creation',
      undefined,
      aContactOf('7', { lastWrite: write }),
      later,
    ],
    ['of a new record without one is none', undefined, aContact({ lastWrite: write }), undefined],
    [
      'is that of a write that gives another owner',
      owned,
      changed(owned, { properties: { hubspot_owner_id: '8' }, lastWrite: write }),
      later,
    ],
    [
      'is that of a write that takes the owner away',
      owned,
      changed(owned, { properties: {}, lastWrite: write }),
      later,
    ],
    [
      'stays with a write of something else, whatever that claims',
      owned,
      changed(owned, { archivedAt: later, ownerSetAt: later, lastWrite: write }),
      someTime,
    ],
  ] as const;
  it.each(cases)('%s', (_, before, after, expected) => {
    expect(withOwnerSetAt({ before, after }).ownerSetAt).toBe(expected);
  });

  it.each([
    ['is the time that the record knows', aContactOf('7', { updatedAt: later }), someTime],
    [
      'is never for a record whose owner came from Salesforce',
      { ...aContactOf('7'), ownerSetAt: null },
      null,
    ],
    ['is never for a record that had no owner yet', aContact(), null],
    [
      'is the last change of a record that was given its owner before that was kept',
      aContact({ properties: { hubspot_owner_id: '7' }, updatedAt: later }),
      later,
    ],
  ])('%s', (_, record, expected) => {
    expect(lastSetByRota(record)).toBe(expected);
  });
});
