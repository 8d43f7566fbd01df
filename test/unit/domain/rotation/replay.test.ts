import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../../lib/domain/rotation/decision.ts';
import { decisionCompactor } from '../../../../lib/domain/rotation/logged-decision.ts';
import { type Replay, replay } from '../../../../lib/domain/rotation/replay.ts';
import {
  type History,
  type HistoryStep,
  historySteps,
  playHistory,
} from '../../../support/rotation-history.ts';

const runs = 1_000;
/** Milliseconds: so many runs take long beside others. */
const patience = 60_000;

const replayed = ({ standings, decisions, alignments }: History): Replay =>
  replay({ standings, alignments, decisions: decisions.map(decisionCompactor()) });

/** The decisions of the current epoch that gave something away. */
const giving = ({ decisions, standings }: History): Decision[] =>
  decisions.filter(({ epoch, picks }) => epoch === standings.epoch && picks.length > 0);

/** Histories of an epoch in which something was given away. */
const fruitful = historySteps.map(playHistory).filter((history) => giving(history).length > 0);

const replaced = (history: History, decision: Decision, by: Decision[]): History => ({
  ...history,
  decisions: history.decisions.flatMap((one) => (one === decision ? by : [one])),
});

/** Six equal members who get three records so many times. */
const steps = (count: number): HistoryStep[] =>
  Array.from({ length: count }, (_, n) => ({
    mode: 'keep',
    announced: false,
    people: Array.from({ length: 6 }, () => ({
      joins: true,
      out: false,
      extra: false,
      weight: 1,
      left: null,
    })),
    batch: {
      records: 3,
      owned: 0,
      lastResort: { to: 'NOBODY' },
      seed: String(n % 10).repeat(32),
      replaces: false,
    },
  }));

describe('replay', () => {
  it(
    'comes to the standings bit for bit, whatever happened, in whatever order the log is read',
    () => {
      fc.assert(
        fc.property(historySteps, (steps) => {
          const history = playHistory(steps);
          const { epoch, turns } = history.standings;
          const decisions = history.decisions.filter((decision) => decision.epoch === epoch).length;
          const expected = { epoch, turns, decisions, matches: true, differences: [] };
          expect(replayed(history)).toEqual(expected);
          const backwards = {
            ...history,
            decisions: history.decisions.toReversed(),
            alignments: history.alignments.toReversed(),
          };
          expect(replayed(backwards)).toEqual(expected);
        }),
        { numRuns: runs },
      );
    },
    patience,
  );

  it('leaves aside what was decided after the standings were read', () => {
    fc.assert(
      fc.property(historySteps, fc.nat(13), (steps, cut) => {
        const { standings } = playHistory(steps.slice(0, cut + 1));
        const { decisions, alignments } = playHistory(steps);
        expect(replayed({ standings, decisions, alignments })).toMatchObject({
          turns: standings.turns,
          differences: [],
        });
      }),
    );
  });

  const tamper: Record<string, (history: History, decision: Decision, nth: number) => History | undefined> = {
    'a pick that went to somebody else': (history, decision, nth) => {
      const place = nth % decision.picks.length;
      const other = decision.eligible.find(({ ownerId }) => ownerId !== decision.picks[place]?.ownerId);
      if (other === undefined) return undefined;
      const picks = decision.picks.map((pick, n) =>
        n === place ? { ...pick, ownerId: other.ownerId } : pick,
      );
      return replaced(history, decision, [{ ...decision, picks }]);
    },
    'a pick that is missing': (history, decision) =>
      replaced(history, decision, [{ ...decision, picks: decision.picks.slice(0, -1) }]),
    'another number of tied owners': (history, decision) => {
      const picks = decision.picks.map((pick, n) => (n === 0 ? { ...pick, tied: pick.tied + 1 } : pick));
      return replaced(history, decision, [{ ...decision, picks }]);
    },
    'a credit before the batch': (history, decision, nth) => {
      const place = nth % decision.eligible.length;
      const eligible = decision.eligible.map((one, n) =>
        n === place ? { ...one, credit: one.credit + 1 } : one,
      );
      return replaced(history, decision, [{ ...decision, eligible }]);
    },
    'a decision that is missing': (history, decision) => replaced(history, decision, []),
    'a decision that is there twice': (history, decision) =>
      replaced(history, decision, [decision, { ...decision, batchId: 'again' }]),
    'a credit in the standings': ({ standings, ...log }, _, nth) => {
      const ids = Object.keys(standings.members);
      const id = ids[nth % ids.length] ?? '';
      const { credit = 0, count = 0 } = standings.members[id] ?? {};
      const members = { ...standings.members, [id]: { credit: credit + 1, count } };
      return { ...log, standings: { ...standings, members } };
    },
    'a count in the standings': ({ standings, ...log }, _, nth) => {
      const ids = Object.keys(standings.members);
      const id = ids[nth % ids.length] ?? '';
      const { credit = 0, count = 0 } = standings.members[id] ?? {};
      const members = { ...standings.members, [id]: { credit, count: count - 1 } };
      return { ...log, standings: { ...standings, members } };
    },
    'the turns in the standings': ({ standings, ...log }) => ({
      ...log,
      standings: { ...standings, turns: standings.turns + 1 },
    }),
    'a member of the standings who never was': ({ standings, ...log }) => ({
      ...log,
      standings: { ...standings, members: { ...standings.members, '404': { credit: 0, count: 0 } } },
    }),
  };
  it.each(Object.keys(tamper))(
    'finds %s',
    (kind) => {
      fc.assert(
        fc.property(fruitful, fc.nat(), fc.nat(), (history, which, nth) => {
          const decisions = giving(history);
          const decision = decisions[which % decisions.length];
          const tampered = decision === undefined ? undefined : tamper[kind]?.(history, decision, nth);
          fc.pre(tampered !== undefined);
          const { matches, differences } = replayed(tampered);
          expect(matches).toBe(false);
          expect(differences.length).toBeGreaterThan(0);
        }),
        { numRuns: 200 },
      );
    },
    patience,
  );
});

describe('a difference', () => {
  it('is told where it begins, and not again of everything that follows', () => {
    const history = playHistory(steps(8));
    const missing = history.decisions[2];
    const next = history.decisions[3];
    const { differences } = replayed({
      ...history,
      decisions: history.decisions.filter((decision) => decision !== missing),
    });
    expect(new Set(differences.map((difference) => difference.in))).toEqual(new Set([next?.batchId]));
    expect(differences).toContainEqual({
      in: next?.batchId,
      what: 'first turn',
      expected: 7,
      found: 10,
    });
  });

  it('names the member, what is kept and what it should be', () => {
    const history = playHistory(steps(2));
    const { members } = history.standings;
    const wrong = { ...members, '10': { credit: 5, count: members['10']?.count ?? 0 } };
    expect(replayed({ ...history, standings: { ...history.standings, members: wrong } })).toMatchObject({
      matches: false,
      differences: [{ in: 'standings', what: 'credit of 10', expected: members['10']?.credit, found: 5 }],
    });
  });

  it('is one of a hundred at most', () => {
    const history = playHistory(steps(60));
    const decisions = history.decisions.map((decision, n) => ({
      ...decision,
      eligible: decision.eligible.map((one) => ({ ...one, count: one.count + 1_000 * n })),
    }));
    expect(replayed({ ...history, decisions }).differences).toHaveLength(100);
  });
});

it('a rotation without any decision replays to everybody level', () => {
  const history = playHistory([]);
  expect(replayed(history)).toEqual({ epoch: 1, decisions: 0, turns: 0, matches: true, differences: [] });
});
