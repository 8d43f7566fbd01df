import * as z from 'zod/mini';
import { reportKinds } from '../../lib/domain/import/report-key.ts';
import { storedJob } from '../../lib/store/jobs/stored-job.ts';

/** What travels on the job queue: a job to be worked on, a report of an import to be made, or a dry run to be applied. */
export const jobMessage = z.union([
  z.object({ job: storedJob }),
  z.object({ report: z.object({ importId: z.string(), kind: z._default(z.enum(reportKinds), 'errors') }) }),
  z.object({ apply: z.object({ importId: z.string() }) }),
]);
