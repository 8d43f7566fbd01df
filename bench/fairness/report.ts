import { sum } from '../../test/support/carpool-game.ts';
import { shown, textTable } from '../text-table.ts';
import type { WorstCounts } from './counts.ts';
import type { WorstCredits } from './credits.ts';

export type FairnessResults = {
  seed: number;
  credits: WorstCredits[];
  counts: WorstCounts & { tried: number };
  rounding: { weights: number[]; drift: number };
};

/** Weights with how many members have each: `5x100 3x23`. */
const inTiers = (weights: readonly number[]): string =>
  [...Map.groupBy(weights, (weight) => weight)]
    .toSorted(([one], [other]) => other - one)
    .map(([weight, those]) => `${those.length}x${weight}`)
    .join(' ');

const creditRows = (credits: readonly WorstCredits[]): string[][] => [
  ['weights', 'members', 'proven', 'at random', 'adversary', 'who'],
  ...credits.map(({ weights, members, bound, atRandom, byAdversary, adversary }) => [
    weights,
    shown(members),
    shown(bound, 1),
    shown(atRandom, 2),
    shown(byAdversary, 2),
    adversary,
  ]),
];

export const fairnessReport = ({ seed, credits, counts, rounding }: FairnessResults): string => {
  const { weights } = counts;
  const harmonic = sum(weights.map((_, n) => 1 / (n + 1))) - 1;
  const countRows = [
    ['counts, all there, weights 1 to 100', 'proven', 'worst found'],
    ['behind what is due by weight', shown(harmonic, 2), shown(counts.behind, 4)],
    ['ahead of it', shown(1 - 1 / weights.length, 3), shown(counts.ahead, 4)],
    ['by rounding, per million records', '', shown(rounding.drift, 1)],
  ];
  return [
    `Fairness, in records (seed ${seed})\n\n`,
    'The furthest that a credit came from zero:\n\n',
    textTable(creditRows(credits)),
    '\n',
    textTable(countRows),
    `\nThe weights of that, ${weights.length} members: ${inTiers(weights)} (${shown(counts.tried)} tried)\n`,
    `Those that rounding serves worst: ${inTiers(rounding.weights)}\n`,
  ].join('');
};
