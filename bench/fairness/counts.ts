import { scale } from '../../lib/domain/rotation/carpool.ts';
import type { Draw } from '../../lib/domain/rotation/random.ts';
import { playWithAll, seedFrom, sum, worstWeightsFound } from '../../test/support/carpool-game.ts';

/** How far counts come from what is due by weight, in records, with everybody there in every turn. */
export type WorstCounts = { weights: number[]; behind: number; ahead: number };

/**
 * Plays one round: as many turns as the weights sum to. After it everybody has exactly what is due, so that later rounds are
 * no worse.
 */
const playRound = (weights: readonly number[], draw: Draw): WorstCounts => {
  const { behind, ahead } = playWithAll(weights, sum(weights), seedFrom(draw));
  return { weights: [...weights], behind, ahead };
};

const mostMembers = 40;
const largestWeight = 100;

/** So many people of the same weight each. */
type Tier = { people: number; weight: number };

const within = (number: number, largest: number): number => Math.min(largest, Math.max(1, number));

const nudged = (tiers: readonly Tier[], draw: Draw): Tier[] => {
  const place = draw(tiers.length);
  return tiers.map(({ people, weight }, n) => {
    if (n !== place) return { people, weight };
    return draw(2) === 0
      ? { people, weight: within(weight + draw(11) - 5, largestWeight) }
      : { people: within(people + draw(7) - 3, mostMembers), weight };
  });
};

const tiersOf = (weights: readonly number[]): Tier[] =>
  [...new Set(weights)].map((weight) => ({ weight, people: weights.filter((one) => one === weight).length }));

const weightsOf = (tiers: readonly Tier[]): number[] =>
  tiers.flatMap(({ people, weight }) => new Array<number>(people).fill(weight));

const anyTiers = (draw: Draw): Tier[] =>
  Array.from({ length: 2 + draw(3) }, () => ({ people: 1 + draw(15), weight: 1 + draw(largestWeight) }));

const patience = 150;

/** Looks for the weights at which somebody falls furthest behind, first around the worst known, then from anywhere. */
export const searchWorstWeights = (draw: Draw, milliseconds: number): WorstCounts & { tried: number } => {
  const end = performance.now() + milliseconds;
  let worst = playRound(worstWeightsFound, draw);
  let tried = 1;
  let tiers = tiersOf(worstWeightsFound);
  let here = worst.behind;
  for (let idle = 0; performance.now() < end; idle++) {
    const anew = idle > patience;
    const next = anew ? anyTiers(draw) : nudged(tiers, draw);
    const weights = weightsOf(next);
    if (weights.length > mostMembers) continue;
    const found = playRound(weights, draw);
    tried += 1;
    if (found.behind > worst.behind) worst = found;
    if (!anew && found.behind < here) continue;
    if (anew || found.behind > here) idle = 0;
    tiers = next;
    here = found.behind;
  }
  return { ...worst, tried };
};

/**
 * What rounding down the gains comes to: nobody is owed exactly their weight's part of a record, but what their whole number of
 * units is of the sum handed out. In records per million given.
 */
const roundingDrift = (weights: readonly number[]): number => {
  const total = sum(weights);
  const gains = weights.map((weight) => Math.floor((scale * weight) / total));
  const handedOut = sum(gains);
  const drifts = weights.map((weight, n) => Math.abs((gains[n] ?? 0) / handedOut - weight / total));
  return Math.max(...drifts) * 1_000_000;
};

/** Looks for the weights at which rounding costs or gives somebody the most. */
export const searchWorstDrift = (draw: Draw, tries: number): { weights: number[]; drift: number } => {
  let worst = { weights: [1], drift: 0 };
  for (let n = 0; n < tries; n++) {
    const weights =
      n % 2 === 0
        ? worst.weights.map((weight) => (draw(4) === 0 ? 1 + draw(largestWeight) : weight))
        : weightsOf(anyTiers(draw)).slice(0, mostMembers);
    const drift = roundingDrift(weights);
    if (drift > worst.drift) worst = { weights, drift };
  }
  return worst;
};
