import type { TestDynamo } from '../../test/support/dynamo.ts';
import { searchDesk } from '../../test/support/search-desk.ts';
import { quantile } from '../quantiles.ts';
import type { SearchKind } from './searches.ts';

/** How long one kind of search took, in milliseconds, and what it found. */
export type Timing = {
  name: string;
  unindexed: boolean;
  runs: number;
  p50: number;
  p95: number;
  total: number;
};

/** Runs each kind of search through the function's handler, one search at a time, after one that does not count. */
export const measureSearches = async (
  dynamo: TestDynamo,
  kinds: readonly SearchKind[],
  progress: (line: string) => void,
): Promise<Timing[]> => {
  const desk = searchDesk(dynamo);
  const timings: Timing[] = [];
  for (const { name, runs, unindexed = false, body } of kinds) {
    progress(`Searching: ${name}`);
    await desk.search('contacts', body(0));
    const times: number[] = [];
    let total = 0;
    for (let run = 0; run < runs; run++) {
      const start = performance.now();
      ({ total } = await desk.search('contacts', body(run)));
      times.push(performance.now() - start);
    }
    timings.push({ name, unindexed, runs, p50: quantile(times, 0.5), p95: quantile(times, 0.95), total });
  }
  return timings;
};
