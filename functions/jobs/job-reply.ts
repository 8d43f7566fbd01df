import type { OwnerChange } from '../../lib/domain/change.ts';
import { type ImportJob, isOver, rowsOf } from '../../lib/domain/import/import.ts';
import type { Job } from '../../lib/domain/job/job.ts';
import { doneOf } from '../../lib/domain/job/progress.ts';

const about = (job: Job, undoneBy: string | undefined) =>
  job.kind === 'undo'
    ? { undoes: job.undoes, ...(job.ofImport?.created ? { created: job.ofImport.created } : {}) }
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

/** An import as a job: its rows are what it works through. */
export const importJobReply = (job: ImportJob, undoneBy: string | undefined) => {
  const { created, updated, unchanged, failed } = job.tally;
  return {
    id: job.id,
    kind: 'import',
    state: isOver(job) ? job.state : 'RUNNING',
    createdAt: job.createdAt,
    updatedAt: job.updatedAt,
    actor: job.actor,
    undoneBy: undoneBy ?? null,
    objectTypes: job.objectType === null ? [] : [job.objectType],
    total: rowsOf(job),
    done: created + updated + unchanged + failed,
    counts: { created, updated, unchanged, failed },
  };
};

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
