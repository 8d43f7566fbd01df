import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideBatch } from '../../../../lib/domain/rotation/decide.ts';
import type { Decision } from '../../../../lib/domain/rotation/decision.ts';
import type { Candidate } from '../../../../lib/domain/rotation/eligibility.ts';
import { type Explanation, explain, recordsOf } from '../../../../lib/domain/rotation/explain.ts';
import type { LastResort } from '../../../../lib/domain/rotation/last-resort.ts';
import { newStandings, type Standings } from '../../../../lib/domain/rotation/standings.ts';
import { aBatch, aCandidate, aContact, aRotationAmong, someTime } from '../../../support/builders.ts';

const seed = '0123456789abcdef0123456789abcdef';

type Given = {
  lastResort?: LastResort;
  standings?: Partial<Standings['members']>;
  seed?: string;
};

/** The decision of so many new contacts, by recordId in their order. */
const decided = (
  candidates: readonly Candidate[],
  records: number,
  given: Given = {},
): { decision: Decision; ids: string[] } => {
  const ownerIds = candidates.map(({ ownerId }) => ownerId);
  const rotation = aRotationAmong(ownerIds);
  const contacts = Array.from({ length: records }, () => aContact());
  const ids = contacts.map(({ id }) => id);
  const level = newStandings(rotation.id, ownerIds);
  const { decision } = decideBatch({
    rotation,
    standings: { ...level, members: { ...level.members, ...given.standings } as Standings['members'] },
    candidates,
    lastResort: given.lastResort ?? { to: 'NOBODY' },
    records: new Map(contacts.map((contact) => [contact.id, contact])),
    batch: aBatch(rotation.id, ids),
    seed: given.seed ?? seed,
    at: someTime,
  });
  return { decision, ids };
};

const all = ({ decision, ids }: ReturnType<typeof decided>): (Explanation | undefined)[] =>
  ids.map((id) => explain(decision, id));

describe('explain', () => {
  it('says of each turn who was owed what, among whom it was drawn and who was out', () => {
    const three = [
      aCandidate('10'),
      aCandidate('11'),
      aCandidate('12', { reasons: ['OUT_OF_OFFICE', 'NO_PAID_SEAT'] }),
    ];
    const it = decided(three, 2);
    const [winner = '', other = ''] = it.decision.picks.map(({ ownerId }) => ownerId);
    expect(new Set([winner, other])).toEqual(new Set(['10', '11']));
    const half = { credit: 360_360, records: 0.5 };
    const none = { credit: 0, records: 0 };
    const leftOut = [{ ownerId: '12', reasons: ['OUT_OF_OFFICE', 'NO_PAID_SEAT'] }];
    expect(all(it)).toEqual([
      {
        recordId: it.ids[0],
        outcome: 'PICKED',
        ownerId: winner,
        epoch: 1,
        turn: 1,
        handedOut: 720_720,
        participants: [
          { ownerId: '10', weight: 1, before: none, owed: half },
          { ownerId: '11', weight: 1, before: none, owed: half },
        ],
        tied: ['10', '11'],
        draw: { among: 2, seed },
        leftOut,
      },
      {
        recordId: it.ids[1],
        outcome: 'PICKED',
        ownerId: other,
        epoch: 1,
        turn: 2,
        handedOut: 720_720,
        participants: [
          { ownerId: other, weight: 1, before: half, owed: { credit: 720_720, records: 1 } },
          { ownerId: winner, weight: 1, before: { credit: -360_360, records: -0.5 }, owed: none },
        ],
        tied: [other],
        draw: null,
        leftOut,
      },
    ]);
  });

  it('counts somebody whose daily cap the batch reaches as left out from then on', () => {
    const it = decided([aCandidate('10', { left: 1 }), aCandidate('11')], 4);
    const later = all(it).slice(2);
    expect(later).toHaveLength(2);
    for (const explanation of later) {
      expect(explanation).toMatchObject({
        outcome: 'PICKED',
        ownerId: '11',
        participants: [{ ownerId: '11' }],
        draw: null,
        leftOut: [{ ownerId: '10', reasons: ['DAILY_CAP_REACHED'] }],
      });
    }
  });

  const capped = [aCandidate('10', { left: 1 }), aCandidate('11', { reasons: ['DEACTIVATED'] })];
  const leftOut = [
    { ownerId: '11', reasons: ['DEACTIVATED'] },
    { ownerId: '10', reasons: ['DAILY_CAP_REACHED'] },
  ];
  it.each<[LastResort, object]>([
    [{ to: 'NOBODY' }, { outcome: 'SKIPPED', reason: 'NO_ELIGIBLE_OWNER' }],
    [
      { to: 'HOLD', until: '2026-03-01T10:00:00.000Z' },
      { outcome: 'HELD', until: '2026-03-01T10:00:00.000Z' },
    ],
    [
      { to: 'ROTATION', rotationId: '7', thenTry: [] },
      { outcome: 'PASSED_ON', rotationId: '7' },
    ],
    [
      { to: 'OWNER', ownerId: '99' },
      { outcome: 'GIVEN_TO_FALLBACK', ownerId: '99' },
    ],
  ])('says why nobody was left, and what became of the record: %j', (lastResort, expected) => {
    const it = decided(capped, 2, { lastResort });
    expect(all(it)).toEqual([
      expect.objectContaining({ outcome: 'PICKED', ownerId: '10' }),
      { recordId: it.ids[1], ...expected, leftOut },
    ]);
  });

  it('says why a record was skipped, whoever could have taken it', () => {
    const { decision } = decided([aCandidate('10')], 1);
    const skipped = { recordId: '5', enrollmentId: 'e', reason: 'ALREADY_OWNED' as const };
    expect(explain({ ...decision, skipped: [skipped] }, '5')).toEqual({
      recordId: '5',
      outcome: 'SKIPPED',
      reason: 'ALREADY_OWNED',
    });
  });

  it('says nothing of a record that the decision is not about', () => {
    expect(explain(decided([aCandidate('10')], 1).decision, '404')).toBeUndefined();
  });

  const candidate = fc.record({
    weight: fc.integer({ min: 1, max: 100 }),
    left: fc.option(fc.integer({ min: 1, max: 5 })),
    out: fc.boolean(),
    credit: fc.integer({ min: -2_000_000, max: 2_000_000 }),
  });
  it('finds every pick among those who were owed the most, as many as the decision says, whatever went before', () => {
    fc.assert(
      fc.property(
        fc.array(candidate, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 40 }),
        fc.stringMatching(/^[0-9a-f]{32}$/),
        (drawn, records, drawnSeed) => {
          const candidates = drawn.map(({ weight, left, out }, i) =>
            aCandidate(String(10 + i), { weight, left, reasons: out ? ['DEACTIVATED'] : [] }),
          );
          const members = Object.fromEntries(
            drawn.map(({ credit }, i) => [String(10 + i), { credit, count: 0 }]),
          );
          const { decision, ids } = decided(candidates, records, { standings: members, seed: drawnSeed });
          expect(recordsOf(decision).toSorted()).toEqual(ids.toSorted());
          for (const pick of decision.picks) {
            const explained = explain(decision, pick.recordId);
            if (explained?.outcome !== 'PICKED') throw new Error('The pick is not explained as one.');
            const { tied, participants, leftOut: out } = explained;
            expect(tied).toContain(pick.ownerId);
            expect(tied).toHaveLength(pick.tied);
            expect(participants.length + out.length).toBe(candidates.length);
            const most = Math.max(...participants.map(({ owed }) => owed.credit));
            const owedMost = participants.filter(({ owed }) => owed.credit === most);
            expect(owedMost.map(({ ownerId }) => ownerId).toSorted()).toEqual(tied.toSorted());
          }
        },
      ),
    );
  }, 60_000);
});
