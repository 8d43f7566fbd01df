/** How often a write to an import is tried that meets the transaction of a chunk being counted. */
export const mostAttempts = 10;

/** Waits with full jitter, longer before each further attempt, up to a second. */
export const pauseBefore = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(1_000, 25 * 2 ** attempt)));
