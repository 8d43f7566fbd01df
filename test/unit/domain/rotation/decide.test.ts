import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CrmRecord } from '../../../../lib/domain/record/record.ts';
import type { Batch } from '../../../../lib/domain/rotation/batch.ts';
import { decideBatch } from '../../../../lib/domain/rotation/decide.ts';
import type { Candidate } from '../../../../lib/domain/rotation/eligibility.ts';
import type { LastResort } from '../../../../lib/domain/rotation/last-resort.ts';
import type { Rotation } from '../../../../lib/domain/rotation/rotation.ts';
import { newStandings } from '../../../../lib/domain/rotation/standings.ts';
import { aCandidate, aRotationAmong } from '../../../support/builders.ts';

const at = '2026-03-01T09:00:00.000Z';

const rotation = aRotationAmong([], { id: '500' });

const contact = (id: string, fields: Partial<CrmRecord> = {}): CrmRecord => ({
  objectType: 'contacts',
  id,
  properties: {},
  version: 1,
  createdAt: at,
  updatedAt: at,
  archivedAt: null,
  enrollments: {},
  lastWrite: { id: 'r', at, source: 'API', actor: 'ada', notify: true },
  ...fields,
});

const three: Candidate[] = ['10', '11', '12'].map((ownerId) => aCandidate(ownerId));

const decide = (
  records: CrmRecord[],
  batch: Partial<Batch> = {},
  given: Partial<{ rotation: Rotation; candidates: Candidate[]; lastResort: LastResort }> = {},
) =>
  decideBatch({
    rotation: given.rotation ?? rotation,
    standings: newStandings('500', ['10', '11', '12']),
    candidates: given.candidates ?? three,
    lastResort: given.lastResort ?? { to: 'NOBODY' },
    records: new Map(records.map((record) => [record.id, record])),
    batch: {
      batchId: 'b1',
      rotationId: '500',
      enrollments: records.map(({ id }) => ({ recordId: id, enrollmentId: 'e5' })),
      ...batch,
    },
    seed: '0123456789abcdef0123456789abcdef',
    at,
  });

describe('decideBatch', () => {
  it('gives nine contacts to three owners three each, in turns that are numbered on', () => {
    const { decision, standings } = decide(Array.from({ length: 9 }, (_, i) => contact(String(i + 1))));
    expect(Object.values(standings.members).map(({ count }) => count)).toEqual([3, 3, 3]);
    expect(decision.picks.map(({ turn }) => turn)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(standings).toMatchObject({ version: 2, epoch: 1, turns: 9 });
  });

  it.each<[string, CrmRecord, string]>([
    ['is archived', contact('1', { archivedAt: at }), 'RECORD_NOT_FOUND'],
    ['has an owner', contact('1', { properties: { hubspot_owner_id: '10' } }), 'ALREADY_OWNED'],
    ['was decided by this enrollment', contact('1', { enrollments: { '500': 'e5' } }), 'ALREADY_DECIDED'],
    ['was decided by a newer enrollment', contact('1', { enrollments: { '500': 'e6' } }), 'ALREADY_DECIDED'],
  ])('skips a record that %s, with the reason', (_, record, reason) => {
    const { decision, standings } = decide([record]);
    expect(decision).toMatchObject({ picks: [], skipped: [{ recordId: '1', reason }] });
    expect(standings.turns).toBe(0);
  });

  it('skips a record that does not exist', () => {
    const enrollments = [{ recordId: '404', enrollmentId: 'e5' }];
    expect(decide([], { enrollments }).decision.skipped).toEqual([
      { recordId: '404', enrollmentId: 'e5', reason: 'RECORD_NOT_FOUND' },
    ]);
  });

  it.each([
    ['an older enrollment of this rotation', { '500': 'e4' }],
    ['any enrollment of another rotation', { '501': 'e9' }],
  ])('gives away a record that knows %s', (_, enrollments) => {
    expect(decide([contact('1', { enrollments })]).decision.picks).toHaveLength(1);
  });

  it('gives an owned record a new owner when the rotation overwrites', () => {
    const owned = contact('1', { properties: { hubspot_owner_id: '99' } });
    const { decision } = decide([owned], {}, { rotation: { ...rotation, overwrite: true } });
    expect(decision.picks).toHaveLength(1);
  });

  it('decides a record that the batch names twice once, by its newest enrollment', () => {
    const enrollments = [
      { recordId: '1', enrollmentId: 'e7' },
      { recordId: '1', enrollmentId: 'e5' },
    ];
    const { decision } = decide([contact('1')], { enrollments });
    expect(decision.picks).toHaveLength(1);
    expect(decision.picks[0]?.enrollmentId).toBe('e7');
  });

  it('says NO_ELIGIBLE_OWNER and who was excluded why when nobody takes part', () => {
    const candidates = three.map((candidate) => ({ ...candidate, reasons: ['DEACTIVATED' as const] }));
    const { decision } = decide([contact('1')], {}, { candidates });
    expect(decision.skipped).toMatchObject([{ recordId: '1', reason: 'NO_ELIGIBLE_OWNER' }]);
    expect(decision.excluded).toHaveLength(3);
  });

  it('skips everything when the rotation was deleted, and still names its members', () => {
    const { decision } = decide([contact('1')], {}, { rotation: { ...rotation, deletedAt: at } });
    expect(decision.excluded).toEqual(
      three.map(({ ownerId }) => ({ ownerId, reasons: ['ROTATION_DELETED'] })),
    );
    expect(decision.skipped).toMatchObject([{ recordId: '1', reason: 'ROTATION_DELETED' }]);
  });

  it('keeps what each eligible member had before, so that the decision can be explained', () => {
    expect(decide([contact('1')]).decision.eligible).toEqual(
      three.map(({ ownerId }) => ({ ownerId, weight: 1, credit: 0, count: 0, left: null })),
    );
  });

  it('starts a new epoch when the members are others than the standings know', () => {
    const candidates = [...three, aCandidate('13')];
    const { decision, standings } = decide([contact('1')], {}, { candidates });
    expect(decision.epoch).toBe(2);
    expect(standings).toMatchObject({ epoch: 2, turns: 1 });
  });

  it('answers for every enrolled record exactly once, picked or skipped', () => {
    const record = fc.record({
      id: fc.integer({ min: 1, max: 60 }).map(String),
      owned: fc.boolean(),
      archived: fc.boolean(),
      exists: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(record, { maxLength: 98 }), (drawn) => {
        const records = drawn
          .filter(({ exists }) => exists)
          .map(({ id, owned, archived }) =>
            contact(id, {
              properties: owned ? { hubspot_owner_id: '10' } : {},
              archivedAt: archived ? at : null,
            }),
          );
        const enrollments = drawn.map(({ id }) => ({ recordId: id, enrollmentId: 'e5' }));
        const { decision, standings } = decide(records, { enrollments });
        const answered = [...decision.picks, ...decision.skipped].map(({ recordId }) => recordId);
        expect(answered.sort()).toEqual([...new Set(drawn.map(({ id }) => id))].sort());
        const given = Object.values(standings.members).reduce((total, { count }) => total + count, 0);
        expect(given).toBe(decision.picks.length);
      }),
    );
  });
});
