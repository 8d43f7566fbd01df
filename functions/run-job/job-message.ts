import * as z from 'zod/mini';
import { storedJob } from '../../lib/store/jobs/stored-job.ts';

/** What travels on the job queue: a job to be worked on, or the error report of an import to be made. */
export const jobMessage = z.union([
  z.object({ job: storedJob }),
  z.object({ report: z.object({ importId: z.string() }) }),
]);
