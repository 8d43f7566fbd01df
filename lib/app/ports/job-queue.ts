import type { Job } from '../../domain/job/job.ts';

/**
 * The way to whoever works on jobs; it may deliver twice. The message carries the job itself, so that nothing is lost if whoever
 * sent it never came to keep it.
 */
export type JobQueue = {
  /** @param delaySeconds how long the message is held back, up to 900 */
  send(job: Job, delaySeconds: number): Promise<void>;
};
