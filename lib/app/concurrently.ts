/**
 * Does something with every item, at most `limit` at a time, and gives the results in the order of the items.
 * After a failure no further item is started.
 */
export const concurrently = async <T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T, place: number) => Promise<R>,
): Promise<R[]> => {
  const results: R[] = new Array<R>(items.length);
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [place, item] of queue) results[place] = await work(item, place);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
};
