import type { TestDynamo } from '../../test/support/dynamo.ts';
import { searchDesk } from '../../test/support/search-desk.ts';
import { quantile } from '../quantiles.ts';
import type { SearchKind } from './searches.ts';

/** How long one kind of search took, in milliseconds; `cpu` is what this process worked of that, the emulator apart. */
export type Timing = {
  name: string;
  unindexed: boolean;
  runs: number;
  p50: number;
  p95: number;
  cpu: number;
  total: number;
};

/** Runs each kind of search through the function's handler, one search at a time, after one that does not count. */
export const measureSearches = async (
  dynamo: TestDynamo,
  kinds: readonly SearchKind[],
  progress: (line: string) => void,
): Promise<Timing[]> => {
  // On a machine that does other work a search may take longer than a request may.
  const desk = searchDesk(dynamo, { remainingMs: 600_000 });
  const timings: Timing[] = [];
  for (const { name, runs, unindexed = false, body } of kinds) {
    progress(`Searching: ${name}`);
    await desk.search('contacts', body(0));
    const times: number[] = [];
    const before = process.cpuUsage();
    let total = 0;
    for (let run = 0; run < runs; run++) {
      const start = performance.now();
      ({ total } = await desk.search('contacts', body(run)));
      times.push(performance.now() - start);
    }
    const { user, system } = process.cpuUsage(before);
    const cpu = (user + system) / 1_000 / runs;
    timings.push({
      name,
      unindexed,
      runs,
      cpu,
      p50: quantile(times, 0.5),
      p95: quantile(times, 0.95),
      total,
    });
  }
  return timings;
};
