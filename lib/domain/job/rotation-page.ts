import type { CrmRecord } from '../record/record.ts';
import type { Batch } from '../rotation/batch.ts';
import type { Decision } from '../rotation/decision.ts';
import type { HandoverJob, Skipped } from './job.ts';
import { tally } from './progress.ts';

/** The mark that a decision of this job leaves on the records that it is about. It sorts by the time of its page. */
const markOf = (job: HandoverJob, pageId: string): string => `${pageId}.${job.id}`;

/** Whether this job has had a record decided already, whatever came of it. */
export const isDecidedBy = (job: HandoverJob, rotationId: string, record: CrmRecord): boolean =>
  record.enrollments[rotationId]?.endsWith(markOf(job, '')) ?? false;

/**
 * One page of a handover as a batch of the rotation. The enrollments are as young as the page: if the records were enrolled while
 * the job was on its way to them, that is not the last word on whom they belong to.
 *
 * @param pageId an id that sorts by time
 */
export const batchOf = (
  job: HandoverJob,
  page: { rotationId: string; pageId: string; records: readonly CrmRecord[] },
): Batch & { actor: string; runId: string } => {
  const enrollmentId = markOf(job, page.pageId);
  return {
    batchId: `${job.id}-${String(job.version).padStart(6, '0')}`,
    rotationId: page.rotationId,
    enrollments: page.records.map(({ id: recordId }) => ({ recordId, enrollmentId })),
    replacing: job.from,
    actor: job.actor,
    runId: job.id,
  };
};

/** How many records a decision gave to somebody, and why not the others. */
export const outcomeOf = ({ picks, leftOver, skipped }: Decision): { moved: number; skipped: Skipped } => ({
  moved: picks.length + (leftOver?.to === 'OWNER' ? leftOver.enrollments.length : 0),
  skipped: tally(skipped.map(({ reason }) => reason)),
});
