import { describe, expect, it } from 'vitest';
import { again, done, untilSettled } from '../../../lib/app/retry.ts';
import { Conflict } from '../../../lib/domain/errors.ts';

/** Tries that come to nothing so often before they come to a value. */
const settlingAfter = (failures: number) => {
  const tries = { count: 0 };
  const attempt = async () => (++tries.count > failures ? done('settled') : again);
  return { tries, attempt };
};

describe('untilSettled', () => {
  it.each([0, 1, 3])('tries again until it settles, here after %i times in vain', async (failures) => {
    const { tries, attempt } = settlingAfter(failures);
    expect(await untilSettled(attempt)).toBe('settled');
    expect(tries.count).toBe(failures + 1);
  });

  it('is a Conflict when it does not settle in as many tries as it has', async () => {
    const { tries, attempt } = settlingAfter(3);
    await expect(untilSettled(attempt, { attempts: 3, ceilingMs: 500 })).rejects.toBeInstanceOf(Conflict);
    expect(tries.count).toBe(3);
  });

  it('does not try again what was refused', async () => {
    let tries = 0;
    const refused = untilSettled(async () => {
      tries += 1;
      throw new Error('refused');
    });
    await expect(refused).rejects.toThrow('refused');
    expect(tries).toBe(1);
  });
});
