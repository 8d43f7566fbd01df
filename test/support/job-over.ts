import type { Job, JobResult } from '../../client/ownership-client.ts';
import { rota } from './client.ts';
import { eventually } from './rota.ts';

/** A job of the running service as it is now. */
export const jobOf = async (id: string): Promise<Job> => (await rota.getJob(id)).body;

/** The job once it does not run any more. */
export const jobOver = (id: string, deadlineMs = 40_000): Promise<Job> =>
  eventually(
    () => jobOf(id),
    ({ state }) => state !== 'RUNNING',
    deadlineMs,
  );

/** What became of every record of a job, as far as it is known by now. */
export const resultsOf = async (id: string): Promise<JobResult[]> => {
  const found: JobResult[] = [];
  let after: string | undefined;
  do {
    const { body } = await rota.listJobResults(id, { limit: 100, ...(after === undefined ? {} : { after }) });
    found.push(...body.results);
    after = body.paging?.next.after;
  } while (after !== undefined);
  return found;
};
