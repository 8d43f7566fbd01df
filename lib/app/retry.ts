import { Conflict } from '../domain/errors.ts';
import { pauseBefore } from '../pause.ts';

/** What one try came to: a value, or a reason to look again and try once more. */
export type Try<T> = { done: true; value: T } | { done: false };

/**
 * Reads, decides and writes again for as long as somebody else writes in between, with full jitter from 20 ms up to half a
 * second.
 *
 * @throws Conflict after `attempts` tries
 */
export const untilSettled = async <T>(attempt: () => Promise<Try<T>>, attempts = 8): Promise<T> => {
  for (let n = 0; n < attempts; n++) {
    if (n > 0) await pauseBefore(n, 500);
    const result = await attempt();
    if (result.done) return result.value;
  }
  throw new Conflict('It was changed by somebody else at the same time; please try again.');
};

export const done = <T>(value: T): Try<T> => ({ done: true, value });
export const again: Try<never> = { done: false };
