import { createHash } from 'node:crypto';
import { type Draw, seededDraw } from '../../lib/domain/rotation/random.ts';

/** The draws of one who draws in a run. Whoever has draws of their own does not change those of the others. */
export const drawsOf = (run: number, who: string): Draw =>
  seededDraw(createHash('md5').update(`${run} ${who}`).digest('hex'));

/** A whole number from the first to the last, both included. */
export const between = (draw: Draw, first: number, last: number): number => first + draw(last - first + 1);

export const oneOf = <T>(draw: Draw, items: readonly T[]): T => {
  const [item] = items.slice(draw(items.length));
  if (item === undefined) throw new RangeError('There is nothing to draw from.');
  return item;
};

export const shuffled = <T>(draw: Draw, items: readonly T[]): T[] => {
  const left = [...items];
  return items.flatMap(() => left.splice(draw(left.length), 1));
};

/** At least one of them, in any order. */
export const someOf = <T>(draw: Draw, items: readonly T[], most = items.length): T[] =>
  shuffled(draw, items).slice(0, between(draw, 1, Math.min(most, items.length)));
