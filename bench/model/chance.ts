import { seededDraw } from '../../lib/domain/rotation/random.ts';

/** A source of chance: a number from 0 up to, but not, 1. */
export type Chance = () => number;

/** @param seed any number from 0 to 2^32-1; the same gives the same course */
export const chanceOf = (seed: number): Chance => {
  const draw = seededDraw(seed.toString(16).padStart(32, '0'));
  return () => draw(2 ** 32) / 2 ** 32;
};

/**
 * A distribution given by what is known of it: points of (share of all cases, value), rising. In between, and below the first
 * point, the value is interpolated; above the last one it stays.
 */
export type Distribution = readonly (readonly [share: number, value: number])[];

/** The value that so large a share of all cases stay below. */
export const quantile = (distribution: Distribution, share: number): number => {
  let [lowShare, lowValue] = distribution[0] ?? [0, 0];
  for (const [highShare, highValue] of distribution) {
    if (share <= highShare) {
      const width = highShare - lowShare;
      const part = width === 0 ? 1 : (share - lowShare) / width;
      return lowValue + (highValue - lowValue) * Math.max(0, part);
    }
    [lowShare, lowValue] = [highShare, highValue];
  }
  return lowValue;
};

export const drawFrom = (distribution: Distribution, chance: Chance): number =>
  quantile(distribution, chance());
