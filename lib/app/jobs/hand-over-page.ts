import { fitting } from '../../domain/job/fitting.ts';
import { splitPage } from '../../domain/job/handover.ts';
import type { HandoverJob, Place } from '../../domain/job/job.ts';
import { handoverRoad, shardAt } from '../../domain/job/place.ts';
import { advance, largestPage, tally } from '../../domain/job/progress.ts';
import { type ObjectType, ownerProperty } from '../../domain/object-type.ts';
import type { CrmRecord } from '../../domain/record/record.ts';
import { again, done, type Try } from '../retry.ts';
import type { JobDeps } from './job-deps.ts';
import { readOn } from './read-on.ts';
import { stopIfRefused } from './stop-if-refused.ts';

/** A page of the leaver's records of one type as they are now, and where the page after it begins. */
export type OwnedPage = {
  objectType: ObjectType;
  pass: number;
  ids: string[];
  records: Map<string, CrmRecord>;
  until: Place | undefined;
};

/** Reads the next records that the index names as the leaver's, as many as one transaction holds. */
export const readOwnedPage = async (
  { owned, records: store }: Pick<JobDeps, 'owned' | 'records'>,
  job: HandoverJob,
): Promise<OwnedPage> => {
  const { found, until } = await readOn(job.place, {
    road: handoverRoad(job),
    limit: largestPage,
    read: (place, limit) =>
      owned.page({ ownerId: job.from, ...shardAt(job, place) }, { limit, after: place.after ?? undefined }),
    keyOf: (id) => id,
    together: (place, next) =>
      place.pass === next.pass && shardAt(job, place).objectType === shardAt(job, next).objectType,
  });
  const first = found[0]?.behind ?? job.place;
  const { objectType } = shardAt(job, first);
  const records = await store.getMany(
    objectType,
    found.map(({ item }) => item),
  );
  const page = fitting(found, ({ item }) => records.get(item));
  return {
    objectType,
    pass: first.pass,
    ids: page.map(({ item }) => item),
    records,
    until: page.length === found.length ? until : page.at(-1)?.behind,
  };
};

/**
 * Moves the next page of a leaver's records to one owner. A record that is not theirs any more is counted and left; the second
 * pass, which is there for late comers, counts only what it moves.
 *
 * @returns the job after the page; it has failed if the receiver may not own such records any more
 */
export const handOverPage = async (
  deps: JobDeps,
  job: HandoverJob,
  to: { ownerId: string },
): Promise<Try<HandoverJob>> => {
  const { objectType, pass, ids, records, until } = await readOwnedPage(deps, job);
  const { theirs, reasons } = splitPage(ids, records, job.from);
  const at = deps.now();
  const skipped = pass === 1 ? tally(reasons) : {};
  const after = advance(job, { moved: theirs.length, skipped, until }, at);
  const receiver = { ownerId: to.ownerId, objectType };
  const outcome = await deps.pages.write({
    before: job,
    after,
    moves: theirs.map((record) => ({ record, property: ownerProperty, ownerId: to.ownerId })),
    at,
    receiver,
  });
  if (outcome === 'WRITTEN') return done(after);
  return outcome === 'RECEIVER_REFUSED' ? stopIfRefused(deps, job, receiver) : again;
};
