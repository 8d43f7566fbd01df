const everyMs = 150;

/** How long work on so many records may take before something must be wrong: ten times what it does. */
const deadlineFor = (records: number): number => 60_000 + 20 * records;

/**
 * Asks until the answer is the one waited for.
 *
 * @param records how many records are being worked on, which sets the deadline
 * @throws Error with `what` if it has not come by then
 */
export const waitFor = async <T>(
  what: string,
  records: number,
  ask: () => Promise<T>,
  isReady: (answer: T) => boolean,
): Promise<T> => {
  const deadlineMs = deadlineFor(records);
  const end = Date.now() + deadlineMs;
  for (;;) {
    const answer = await ask();
    if (isReady(answer)) return answer;
    if (Date.now() > end) throw new Error(`${what} did not happen within ${deadlineMs / 1_000} s.`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
};
