import { fitting } from '../../domain/job/fitting.ts';
import { type UndoJob, writeOf } from '../../domain/job/job.ts';
import { nextPartition, undoRoad } from '../../domain/job/place.ts';
import { advanceArchiving, tally } from '../../domain/job/progress.ts';
import { whyKept } from '../../domain/job/undo-import.ts';
import type { ObjectType } from '../../domain/object-type.ts';
import { uniquePropertiesOf } from '../../domain/record/property.ts';
import type { CrmRecord } from '../../domain/record/record.ts';
import type { RecordWrite } from '../../domain/record/unique-key.ts';
import { createdIdOf } from '../import/ids.ts';
import { createdRowKey } from '../ports/created-rows.ts';
import { again, done, type Try } from '../retry.ts';
import type { JobDeps } from './job-deps.ts';

/** As many records as fit 100 items of a transaction beside the job: each of their unique keys is one, too. */
const mostArchived = (objectType: ObjectType): number =>
  Math.floor(99 / (1 + uniquePropertiesOf(objectType).length));

const archived = (job: UndoJob, before: CrmRecord, at: string): RecordWrite => ({
  before,
  after: {
    ...before,
    version: before.version + 1,
    updatedAt: at,
    archivedAt: at,
    lastWrite: writeOf(job, before.id, at),
  },
});

/**
 * Archives the next page of the records that an import created, where nobody has written them since. Their e-mails and domains
 * are free again then.
 *
 * @returns the undo after the page
 */
export const archivePage = async (deps: JobDeps, job: UndoJob): Promise<Try<UndoJob>> => {
  const [objectType] = job.objectTypes;
  if (objectType === undefined) throw new Error(`Job ${job.id} is about no object type.`);
  const { results, next } = await deps.created.page(job.undoes, {
    limit: mostArchived(objectType),
    after: job.place.after ?? undefined,
  });
  const found = results.map((row) => ({ row, id: createdIdOf(job.undoes, row.row) }));
  const records = await deps.records.getMany(
    objectType,
    found.map(({ id }) => id),
  );
  const page = fitting(found, ({ id }) => records.get(id));
  const last = page.length < found.length ? page.at(-1)?.row : undefined;
  const after = last === undefined ? next : createdRowKey(last);
  const until = after === undefined ? nextPartition(job.place, undoRoad(job)) : { ...job.place, after };
  const at = deps.now();
  const decided = page.map(({ id }) => ({
    record: records.get(id),
    reason: whyKept(records.get(id), job.undoes),
  }));
  const archives = decided.flatMap(({ record, reason }) =>
    record === undefined || reason !== undefined ? [] : [archived(job, record, at)],
  );
  const kept = tally(decided.flatMap(({ reason }) => reason ?? []));
  const moved = advanceArchiving(job, { archived: archives.length, kept, until }, at);
  const outcome = await deps.pages.write({ before: job, after: moved, moves: [], archives, at });
  return outcome === 'WRITTEN' ? done(moved) : again;
};
