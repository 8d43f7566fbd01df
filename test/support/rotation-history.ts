import fc from 'fast-check';
import { decideBatch } from '../../lib/domain/rotation/decide.ts';
import type { Decision } from '../../lib/domain/rotation/decision.ts';
import type { Candidate } from '../../lib/domain/rotation/eligibility.ts';
import type { LastResort } from '../../lib/domain/rotation/last-resort.ts';
import type { Rotation } from '../../lib/domain/rotation/rotation.ts';
import {
  type Alignment,
  newStandings,
  realign,
  type Standings,
} from '../../lib/domain/rotation/standings.ts';
import { aBatch, aCandidate, aContact, aContactOf, aRotationAmong, someTime } from './builders.ts';

/** What a rotation leaves behind: its standings and the log of how they came about. */
export type History = { standings: Standings; decisions: Decision[]; alignments: Alignment[] };

/** One owner as a step of a history finds them. */
type Someone = {
  joins: boolean;
  out: boolean;
  extra: boolean;
  weight: number;
  left: number | null;
};

export type HistoryStep = {
  mode: Rotation['onMembersChange'];
  people: Someone[];
  /** Whether the members changed by the API, or the decision is the first to see it. */
  announced: boolean;
  /** No decision if undefined. */
  batch:
    | { records: number; owned: number; lastResort: LastResort; seed: string; replaces: boolean }
    | undefined;
};

const people = 6;

const oneIn = (n: number): fc.Arbitrary<boolean> => fc.nat(n - 1).map((drawn) => drawn === 0);

const someone: fc.Arbitrary<Someone> = fc.record({
  joins: fc.boolean(),
  out: oneIn(3),
  extra: oneIn(5),
  weight: fc.integer({ min: 1, max: 100 }),
  left: fc.option(fc.integer({ min: 1, max: 6 })),
});

const lastResort: fc.Arbitrary<LastResort> = fc.constantFrom<LastResort[]>(
  { to: 'NOBODY' },
  { to: 'HOLD', until: '2026-03-01T10:00:00.000Z' },
  { to: 'ROTATION', rotationId: '7', thenTry: [] },
  { to: 'OWNER', ownerId: '99' },
);

const step: fc.Arbitrary<HistoryStep> = fc.record({
  mode: oneIn(4).map((resets) => (resets ? 'reset' : 'keep')),
  people: fc.array(someone, { minLength: people, maxLength: people }),
  announced: fc.boolean(),
  batch: fc.option(
    fc.record({
      records: fc.nat(12),
      owned: fc.nat(2),
      lastResort,
      seed: fc.stringMatching(/^[0-9a-f]{32}$/),
      replaces: fc.boolean(),
    }),
    { nil: undefined },
  ),
});

/** Steps of a history; in most of them the members stay, so that epochs grow long enough to go wrong. */
export const historySteps: fc.Arbitrary<HistoryStep[]> = fc
  .array(fc.record({ step, changes: oneIn(4) }), {
    minLength: 1,
    maxLength: 16,
  })
  .map((drawn) => {
    let members: Pick<Someone, 'joins' | 'extra'>[] = [];
    return drawn.map(({ step: one, changes }, n) => {
      if (n === 0 || changes) members = one.people;
      return {
        ...one,
        people: one.people.map((person, i) => ({
          ...person,
          joins: members[i]?.joins ?? false,
          extra: members[i]?.extra ?? false,
        })),
      };
    });
  });

const candidatesOf = (step: HistoryStep): Candidate[] =>
  step.people.flatMap(({ joins, out, extra, weight, left }, i) => {
    const reasons: Candidate['reasons'] = [
      ...(out ? (['OUT_OF_OFFICE'] as const) : []),
      ...(extra ? (['NOT_PRIMARY_TEAM_MEMBER'] as const) : []),
    ];
    return joins ? [aCandidate(String(10 + i), { weight, left, reasons })] : [];
  });

const memberIds = (candidates: readonly Candidate[]): string[] =>
  candidates.flatMap(({ ownerId, reasons }) =>
    reasons.includes('NOT_PRIMARY_TEAM_MEMBER') ? [] : [ownerId],
  );

/** What becomes of a new rotation in these steps, as the service would take them. */
export const playHistory = (steps: readonly HistoryStep[]): History => {
  const rotation = aRotationAmong([], { id: '500' });
  const [first] = steps;
  let standings = newStandings('500', first === undefined ? [] : memberIds(candidatesOf(first)));
  const decisions: Decision[] = [];
  const alignments: Alignment[] = [];
  for (const one of steps) {
    const candidates = candidatesOf(one);
    const onMembersChange = one.mode;
    if (one.announced || one.batch === undefined) {
      const { after, alignment } = realign(standings, memberIds(candidates), onMembersChange, someTime);
      standings = after;
      if (alignment !== undefined) alignments.push(alignment);
    }
    if (one.batch === undefined) continue;
    const { records, owned, seed, replaces } = one.batch;
    const contacts = [
      ...Array.from({ length: replaces ? 0 : records }, () => aContact()),
      ...Array.from({ length: replaces ? records : owned }, () => aContactOf('10')),
    ];
    const decided = decideBatch({
      rotation: { ...rotation, onMembersChange },
      standings,
      candidates,
      lastResort: one.batch.lastResort,
      records: new Map(contacts.map((contact) => [contact.id, contact])),
      batch: aBatch(
        '500',
        contacts.map(({ id }) => id),
        replaces ? { replacing: '10' } : {},
      ),
      seed,
      at: someTime,
    });
    standings = decided.standings;
    decisions.push(decided.decision);
  }
  return { standings, decisions, alignments };
};
