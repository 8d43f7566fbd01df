import type { AssignJob } from './assign-job.ts';
import type { Place } from './job.ts';
import { next, turnPage } from './progress.ts';

/** What one look at some records came to: how many match, how many pages of ids there are then, and where it goes on. */
type Collected = { found: number; pages: number; until: Place | undefined };

/** An assignment after one more look at the records that it may be about. Once all were looked at, it begins to assign. */
export const collect = (job: AssignJob, { found, pages, until }: Collected, at: string): AssignJob => {
  const counted = { ...turnPage(next(job, at)), total: job.total + found, pages };
  if (until !== undefined) return { ...counted, place: until };
  const settled = { ...counted, collecting: false, place: { pass: 1, partition: 0, after: null } };
  return settled.total === 0 ? { ...settled, state: 'DONE' } : settled;
};
