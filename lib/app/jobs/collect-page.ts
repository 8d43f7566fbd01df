import { chunksOf } from '../../chunks-of.ts';
import { compile } from '../../domain/filter/compile.ts';
import { filterableProperties } from '../../domain/filter/system-properties.ts';
import type { AssignJob } from '../../domain/job/assign-job.ts';
import { collect } from '../../domain/job/collect.ts';
import { typeRoad } from '../../domain/job/place.ts';
import { largestPage } from '../../domain/job/progress.ts';
import type { CrmRecord } from '../../domain/record/record.ts';
import { again, done, type Try } from '../retry.ts';
import type { JobDeps } from './job-deps.ts';
import { readOn } from './read-on.ts';

/** How many records are looked at for one page: few reads, and fewer pages of ids than a transaction has room for. */
const lookedAt = 500;

/** Whether a record was there when the job was asked for, and still is. */
const wasThere = (record: CrmRecord | undefined, { createdAt }: AssignJob): record is CrmRecord =>
  record !== undefined && record.archivedAt === null && record.createdAt <= createdAt;

/**
 * Looks at the next records of a type and keeps the ids of those that match, as they are in the table. Nothing is assigned as long as
 * there are records to look at: so what the job writes does not change what it is about, and neither does who comes to match later.
 *
 * @returns the job after the page; over if there was nothing to be found
 */
export const collectPage = async (
  deps: JobDeps,
  job: AssignJob,
  filterGroups: NonNullable<AssignJob['filterGroups']>,
): Promise<Try<AssignJob>> => {
  const [objectType] = job.objectTypes;
  if (objectType === undefined) throw new Error(`Job ${job.id} is about no object type.`);
  const { found, until } = await readOn(job.place, {
    road: typeRoad,
    limit: lookedAt,
    read: ({ partition: shard, after }, limit) =>
      deps.typed.page({ objectType, shard }, { limit, after: after ?? undefined }),
    keyOf: (id) => id,
    together: () => true,
  });
  const ids = found.map(({ item }) => item);
  const [records, set] = await Promise.all([
    deps.records.getMany(objectType, ids),
    deps.properties.of(objectType),
  ]);
  const matches = compile(filterGroups, set);
  const matching = ids.filter((id) => {
    const record = records.get(id);
    return wasThere(record, job) && matches(filterableProperties(record));
  });
  // The last page of ids is filled up, or few matches would make many small transactions.
  const started = job.total % largestPage === 0 ? undefined : job.pages - 1;
  const before = started === undefined ? [] : await deps.selections.ids(job.id, started);
  const first = started ?? job.pages;
  const pages = matching.length === 0 ? [] : chunksOf([...before, ...matching], largestPage);
  const at = deps.now();
  const after = collect(
    job,
    { found: matching.length, pages: pages.length === 0 ? job.pages : first + pages.length, until },
    at,
  );
  const selected = pages.map((some, n) => ({ page: first + n, ids: some }));
  const outcome = await deps.pages.write({ before: job, after, moves: [], selected, at });
  return outcome === 'WRITTEN' ? done(after) : again;
};
