/**
 * Waits before a further attempt: full jitter, so that those who met once do not meet again, over a time that doubles from
 * about 40 ms with each attempt.
 *
 * @param attempt 1 before the second try, 2 before the third, ...
 * @param ceilingMs the longest wait, in milliseconds
 */
export const pauseBefore = (attempt: number, ceilingMs = 1_000): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(ceilingMs, 20 * 2 ** attempt)));
