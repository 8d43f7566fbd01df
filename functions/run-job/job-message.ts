import * as z from 'zod/mini';
import { storedJob } from '../../lib/store/jobs/stored-job.ts';

/** What travels on the job queue. */
export const jobMessage = z.object({ job: storedJob });
