import type { OwnerChange } from '../../lib/domain/change.ts';
import type { Job } from '../../lib/domain/job/job.ts';
import { doneOf } from '../../lib/domain/job/progress.ts';

const about = (job: Job, undoneBy: string | undefined) =>
  job.kind === 'undo'
    ? { undoes: job.undoes }
    : { from: { ownerId: job.from }, to: job.to, undoneBy: undoneBy ?? null };

/** A job as the API shows one. `total` is an estimate until it is over, when it equals `done`. */
export const jobReply = (job: Job, undoneBy: string | undefined) => ({
  id: job.id,
  kind: job.kind,
  state: job.state,
  createdAt: job.createdAt,
  updatedAt: job.updatedAt,
  actor: job.actor,
  ...about(job, undoneBy),
  objectTypes: job.objectTypes,
  total: job.total,
  done: doneOf(job),
  counts: { moved: job.moved, skipped: job.skipped },
  ...(job.failure === null ? {} : { failure: job.failure }),
});

/** One record that a job changed. */
export const resultReply = ({
  changeId,
  objectType,
  recordId,
  property,
  fromOwnerId,
  toOwnerId,
  write,
}: OwnerChange) => ({
  objectType,
  recordId,
  property,
  previousOwnerId: fromOwnerId,
  ownerId: toOwnerId,
  changeId,
  at: write.at,
});
