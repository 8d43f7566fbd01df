import type { Problem } from '../errors.ts';
import type { Job, Place, Skipped, UndoJob } from './job.ts';

/** What one page came to. `until` is where the next one begins, undefined if this was the last. */
export type Worked = { moved: number; skipped: Skipped; until: Place | undefined };

/**
 * The most records of one page: 100 items of a transaction, less the job's own and two more: the standings and the decision
 * where a rotation decides, the owner and the results where an owner is assigned.
 */
export const largestPage = 97;

/** How many pages a message works through before it hands on: a few seconds of work. */
export const pagesPerLeg = 25;

const sum = (skipped: Skipped): number => Object.values(skipped).reduce((all, count) => all + count, 0);

/** How many records a job has worked through. */
export const doneOf = ({ moved, skipped }: Pick<Job, 'moved' | 'skipped'>): number => moved + sum(skipped);

/** The counts of two lists of reasons together. */
export const addSkipped = (skipped: Skipped, more: Skipped): Skipped => ({
  ...skipped,
  ...Object.fromEntries(
    Object.entries(more).map(([reason, count]) => [reason, (skipped[reason] ?? 0) + count] as const),
  ),
});

/** How often each reason occurs. */
export const tally = (reasons: readonly string[]): Skipped =>
  Object.fromEntries(
    [...Map.groupBy(reasons, (reason) => reason)].map(([reason, all]) => [reason, all.length]),
  );

/** A job that is written once more. */
export const next = <J extends Job>(job: J, at: string): J => ({
  ...job,
  version: job.version + 1,
  updatedAt: at,
});

/** A job with one page less of the present message's share. */
export const turnPage = <J extends Job>(job: J): J =>
  job.pagesInLeg + 1 < pagesPerLeg
    ? { ...job, pagesInLeg: job.pagesInLeg + 1 }
    : { ...job, leg: job.leg + 1, pagesInLeg: 0 };

/**
 * Ends a job. A handover has then seen what there was: records that somebody else took before their turn are no part of it.
 * An undo knows how many there were, and owns up to those of which the history tells nothing.
 */
const close = <J extends Job>(job: J): J => {
  const missing = job.kind === 'undo' ? Math.max(0, job.total - doneOf(job)) : 0;
  const skipped = missing === 0 ? job.skipped : addSkipped(job.skipped, { HISTORY_MISSING: missing });
  return { ...job, state: 'DONE', skipped, total: doneOf({ ...job, skipped }) };
};

const goOn = <J extends Job>(counted: J, until: Place | undefined): J =>
  until === undefined
    ? close(counted)
    : { ...turnPage(counted), place: until, total: Math.max(counted.total, doneOf(counted)) };

/** A job after one more page: its counters and its place, or its end. */
export const advance = <J extends Job>(job: J, { moved, skipped, until }: Worked, at: string): J =>
  goOn({ ...next(job, at), moved: job.moved + moved, skipped: addSkipped(job.skipped, skipped) }, until);

/** What one page of the records that an import created came to. */
export type Archived = { archived: number; kept: Skipped; until: Place | undefined };

/** The undo of an import after one more page of the records that it created. */
export const advanceArchiving = (job: UndoJob, { archived, kept, until }: Archived, at: string): UndoJob => {
  const { ofImport } = job;
  if (ofImport === null || ofImport.created === null) throw new Error(`Job ${job.id} archives nothing.`);
  const { created } = ofImport;
  const counted = {
    ...created,
    archived: created.archived + archived,
    kept: addSkipped(created.kept, kept),
  };
  return goOn({ ...next(job, at), ofImport: { ...ofImport, created: counted } }, until);
};

/** Of an assignment it is known which records it did not come to: each is counted with what kept it from them. */
const countRest = <J extends Job>(job: J, reason: 'FAILED' | 'CANCELED'): J => {
  const rest = job.kind === 'assign' ? job.total - doneOf(job) : 0;
  return rest > 0 ? { ...job, skipped: addSkipped(job.skipped, { [reason]: rest }) } : job;
};

/** A job that cannot go on. What it has moved stays moved. */
export const fail = <J extends Job>(job: J, failure: Problem, at: string): J => ({
  ...next(countRest(job, 'FAILED'), at),
  state: 'FAILED',
  failure,
});

/** A job that somebody has stopped. What it has moved stays moved. */
export const cancel = <J extends Job>(job: J, at: string): J => ({
  ...next(countRest(job, 'CANCELED'), at),
  state: 'CANCELED',
});

/** A job that leaves the rest of this leg to the next message. */
export const wait = <J extends Job>(job: J, at: string): J => ({
  ...next(job, at),
  leg: job.leg + 1,
  pagesInLeg: 0,
});

/** A job of which the message of this leg is known to be in the queue. */
export const handOn = <J extends Job>(job: J, leg: number, at: string): J => ({
  ...next(job, at),
  handedOn: leg,
});
