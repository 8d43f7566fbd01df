import { describe, expect, it } from 'vitest';
import { chanceOf, type Distribution, drawFrom, quantile } from '../../../../bench/model/chance.ts';

const distribution: Distribution = [
  [0, 10],
  [0.5, 20],
  [0.9, 40],
  [1, 100],
];

describe('a distribution', () => {
  it.each([
    [0, 10],
    [0.25, 15],
    [0.5, 20],
    [0.7, 30],
    [0.9, 40],
    [1, 100],
  ])('has the quantile of %d at %d', (share, value) => {
    expect(quantile(distribution, share)).toBeCloseTo(value);
  });

  it('is drawn from in its own proportions', () => {
    const chance = chanceOf(1);
    const draws = Array.from({ length: 20_000 }, () => drawFrom(distribution, chance));
    const below = (value: number) => draws.filter((draw) => draw < value).length / draws.length;
    expect(below(20)).toBeCloseTo(0.5, 1);
    expect(below(40)).toBeCloseTo(0.9, 1);
    expect(below(100)).toBe(1);
  });
});

it('gives the same draws for the same seed, and others for another', () => {
  const draws = (seed: number) => {
    const chance = chanceOf(seed);
    return Array.from({ length: 5 }, chance);
  };
  expect(draws(7)).toEqual(draws(7));
  expect(draws(7)).not.toEqual(draws(8));
});
