import { Conflict } from '../domain/errors.ts';
import { pauseBefore } from '../pause.ts';

/** What one try came to: a value, or a reason to look again and try once more. */
export type Try<T> = { done: true; value: T } | { done: false };

/** How often something is tried, and how long the longest wait between two tries may be. */
export type Patience = { attempts: number; ceilingMs: number };

/** About a second in all: a caller is waiting. */
const usualPatience: Patience = { attempts: 8, ceilingMs: 500 };

/**
 * Reads, decides and writes again for as long as somebody else writes in between, with full jitter from 20 ms up to the longest wait.
 *
 * @throws Conflict after as many tries as `patience` allows
 */
export const untilSettled = async <T>(
  attempt: () => Promise<Try<T>>,
  { attempts, ceilingMs }: Patience = usualPatience,
): Promise<T> => {
  for (let n = 0; n < attempts; n++) {
    if (n > 0) await pauseBefore(n, ceilingMs);
    const result = await attempt();
    if (result.done) return result.value;
  }
  throw new Conflict('It was changed by somebody else at the same time; please try again.');
};

export const done = <T>(value: T): Try<T> => ({ done: true, value });
export const again: Try<never> = { done: false };
