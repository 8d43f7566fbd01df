/** Draws integers; the same seed gives the same draws on every machine. */
export type Draw = (below: number) => number;

/** A seed is 128 bits in hexadecimal. */
export const seedPattern = /^[0-9a-f]{32}$/;

/**
 * A generator of uniform integers: sfc32 (Chris Doty-Humphrey, PractRand), warmed up 12 rounds. Draws that would favour
 * the small numbers are thrown away, so `draw(n)` is uniform over 0 to n-1 for any n up to 2^32.
 *
 * @param seed 32 hexadecimal digits
 * @throws RangeError if the seed is not of that form
 */
export const seededDraw = (seed: string): Draw => {
  if (!seedPattern.test(seed)) throw new RangeError('A seed is 32 hexadecimal digits.');
  let [a = 0, b = 0, c = 0, counter = 0] = [0, 8, 16, 24].map(
    (at) => Number.parseInt(seed.slice(at, at + 8), 16) | 0,
  );
  const next = (): number => {
    const output = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + output) | 0;
    return output >>> 0;
  };
  for (let round = 0; round < 12; round++) next();
  return (below) => {
    const limit = 2 ** 32 - (2 ** 32 % below);
    let drawn = next();
    while (drawn >= limit) drawn = next();
    return drawn % below;
  };
};
