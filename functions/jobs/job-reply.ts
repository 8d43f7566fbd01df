import type { OwnerChange } from '../../lib/domain/change.ts';
import { type ImportJob, isOver, rowsOf } from '../../lib/domain/import/import.ts';
import type { Job } from '../../lib/domain/job/job.ts';
import { doneOf } from '../../lib/domain/job/progress.ts';

const about = (job: Job, undoneBy: string | undefined) => {
  switch (job.kind) {
    case 'undo':
      return { undoes: job.undoes, ...(job.ofImport?.created ? { created: job.ofImport.created } : {}) };
    case 'handover':
      return { from: { ownerId: job.from }, to: job.to, undoneBy: undoneBy ?? null };
    case 'enroll':
      return { workflowId: job.workflowId };
    case 'assign': {
      const { ownerId, property, overwrite, dryRun, filterGroups, collecting } = job;
      const filtered = filterGroups === null ? {} : { filterGroups, collecting };
      return { to: { ownerId }, property, overwrite, dryRun, ...filtered, undoneBy: undoneBy ?? null };
    }
  }
};

const countsOf = (job: Job) => {
  const { moved, skipped } = job;
  if (job.kind === 'enroll') return { enrolled: moved, skipped };
  if (job.kind !== 'assign') return { moved, skipped };
  return {
    assigned: job.ownerId === null ? 0 : moved,
    cleared: job.ownerId === null ? moved : 0,
    unchanged: skipped['UNCHANGED'] ?? 0,
    skipped: skipped['SKIPPED_ALREADY_OWNED'] ?? 0,
    failed: skipped['FAILED'] ?? 0,
    canceled: skipped['CANCELED'] ?? 0,
  };
};

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
  counts: countsOf(job),
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
  outcome: toOwnerId === null ? 'CLEARED' : 'ASSIGNED',
  previousOwnerId: fromOwnerId,
  ownerId: toOwnerId,
  changeId,
  at: write.at,
});
