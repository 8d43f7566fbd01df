import { fitting } from '../../domain/job/fitting.ts';
import { type UndoJob, writeOf } from '../../domain/job/job.ts';
import { nextPartition, undoRoad } from '../../domain/job/place.ts';
import { advanceArchiving, tally } from '../../domain/job/progress.ts';
import { whyKept } from '../../domain/job/undo-import.ts';
import type { CrmRecord } from '../../domain/record/record.ts';
import { keyChanges, type RecordWrite } from '../../domain/record/unique-key.ts';
import { createdIdOf } from '../import/ids.ts';
import { createdRowKey } from '../ports/created-rows.ts';
import { again, done, type Try } from '../retry.ts';
import type { JobDeps } from './job-deps.ts';

/** A transaction holds 100 items, one of which is the job. A record is one, and so is each of its unique keys. */
const mostItems = 99;

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

/** As many from the beginning of a page as one transaction has items for. */
const withinItems = <T extends { write: RecordWrite | undefined }>(page: readonly T[]): T[] => {
  let items = 0;
  return page.filter(({ write }) => {
    items += write === undefined ? 0 : 1 + keyChanges(write).released.length;
    return items <= mostItems;
  });
};

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
    limit: mostItems,
    after: job.place.after ?? undefined,
  });
  const found = results.map((row) => ({ row, id: createdIdOf(job.undoes, row.row) }));
  const records = await deps.records.getMany(
    objectType,
    found.map(({ id }) => id),
  );
  const at = deps.now();
  const decided = found.map(({ row, id }) => {
    const record = records.get(id);
    const reason = whyKept(record, job.undoes);
    const write = record === undefined || reason !== undefined ? undefined : archived(job, record, at);
    return { row, record, reason, write };
  });
  const page = withinItems(fitting(decided, ({ record }) => record));
  const last = page.length < found.length ? page.at(-1)?.row : undefined;
  const after = last === undefined ? next : createdRowKey(last);
  const until = after === undefined ? nextPartition(job.place, undoRoad(job)) : { ...job.place, after };
  const archives = page.flatMap(({ write }) => write ?? []);
  const kept = tally(page.flatMap(({ reason }) => reason ?? []));
  const moved = advanceArchiving(job, { archived: archives.length, kept, until }, at);
  const outcome = await deps.pages.write({ before: job, after: moved, moves: [], archives, at });
  return outcome === 'WRITTEN' ? done(moved) : again;
};
