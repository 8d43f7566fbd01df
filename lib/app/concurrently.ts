/**
 * Does something with every item, at most `limit` at a time, and gives the results in the order of the items.
 * After a failure no further item is started; the promise rejects once those that were under way are through.
 */
export const concurrently = async <T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T, place: number) => Promise<R>,
): Promise<R[]> => {
  const results: R[] = new Array<R>(items.length);
  const queue = items.entries();
  let failed = false;
  const worker = async (): Promise<void> => {
    for (const [place, item] of queue) {
      if (failed) return;
      try {
        results[place] = await work(item, place);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const workers = Array.from({ length: Math.min(limit, items.length) }, worker);
  const settled = await Promise.allSettled(workers);
  for (const outcome of settled) if (outcome.status === 'rejected') throw outcome.reason;
  return results;
};
