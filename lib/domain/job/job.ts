import type { Problem } from '../errors.ts';
import type { ObjectType } from '../object-type.ts';
import type { CrmRecord, LastWrite } from '../record/record.ts';
import type { AssignJob } from './assign-job.ts';
import type { EnrollJob } from './enroll-job.ts';

export const jobStates = ['RUNNING', 'DONE', 'FAILED', 'CANCELED'] as const;

/**
 * How far a job is: everything before this place is worked through. What it works through is cut into partitions, as the
 * index is that it reads; `after` is the sort key of the last one seen in this partition, null at its beginning.
 */
export type Place = { pass: number; partition: number; after: string | null };

/** Who is given a leaver's records: one owner, or those whom a rotation picks. */
export type Receiver = { ownerId: string } | { rotationId: string };

/** How many records were left as they are, by the reason. */
export type Skipped = Record<string, number>;

/** What all jobs have in common. */
export type Run = {
  /** Also the `runId` of every write that it makes, by which the history knows them again. */
  id: string;
  state: (typeof jobStates)[number];
  actor: string;
  objectTypes: ObjectType[];
  /** How many records there are to work through: counted at the start, and exact once it is over. */
  total: number;
  moved: number;
  skipped: Skipped;
  place: Place;
  /** The job's present message; every message works through some pages and hands on to the next. */
  leg: number;
  pagesInLeg: number;
  /** The newest leg whose message is known to be in the queue. */
  handedOn: number;
  /** Why it stopped, if it FAILED. */
  failure: Problem | null;
  version: number;
  createdAt: string;
  updatedAt: string;
};

/** Gives everything that one owner has to others. */
export type HandoverJob = Run & { kind: 'handover'; from: string; to: Receiver };

/** What the undo of an import knows besides. */
export type ImportUndo = {
  /** How many changes of owners the history named when it was last looked at; null before the first look. */
  known: number | null;
  /** What becomes of the records that the import created; null if they are to stay. */
  created: { total: number; archived: number; kept: Skipped } | null;
};

/** Gives back what another job or an import moved. It begins once the history knows all of that. */
export type UndoJob = Run & {
  kind: 'undo';
  undoes: string;
  historyComplete: boolean;
  /** null if it is not an import that is undone. */
  ofImport: ImportUndo | null;
};

/** Work on many records that goes on behind the API, page by page. */
export type Job = HandoverJob | UndoJob | AssignJob | EnrollJob;

/** A record, as it was read, and who is to own it then; null is nobody. */
export type Move = { record: CrmRecord; property: string; ownerId: string | null };

export type Begin = Pick<Run, 'id' | 'actor' | 'objectTypes' | 'total'> & { at: string };

/** A job at its beginning; over at once if there is nothing to do. */
export const begin = ({ at, ...fields }: Begin): Run => ({
  ...fields,
  state: fields.total === 0 ? 'DONE' : 'RUNNING',
  moved: 0,
  skipped: {},
  place: { pass: 1, partition: 0, after: null },
  leg: 0,
  pagesInLeg: 0,
  handedOn: 0,
  failure: null,
  version: 1,
  createdAt: at,
  updatedAt: at,
});

/** A handover at its beginning; over at once if there is nothing to hand over. */
export const newHandover = ({ from, to, ...run }: Begin & Pick<HandoverJob, 'from' | 'to'>): HandoverJob => ({
  ...begin(run),
  kind: 'handover',
  from,
  to,
});

/** The undo of a job at its beginning. A job has one undo, so its id follows from the job's. */
export const newUndo = (job: Job, { actor, at }: { actor: string; at: string }): UndoJob => ({
  ...begin({ id: undoIdOf(job.id), actor, objectTypes: job.objectTypes, total: job.moved, at }),
  kind: 'undo',
  undoes: job.id,
  historyComplete: false,
  ofImport: null,
});

/**
 * The undo of an import at its beginning.
 *
 * @param undone.total how many changes of owners the history names by now
 * @param undone.created how many records the import created, if they are to be archived
 */
export const newImportUndo = (
  { importId, created, ...undone }: Omit<Begin, 'id'> & { importId: string; created: number | undefined },
  mayHaveWritten: boolean,
): UndoJob => ({
  ...begin({ ...undone, id: undoIdOf(importId) }),
  state: mayHaveWritten ? 'RUNNING' : 'DONE',
  kind: 'undo',
  undoes: importId,
  historyComplete: false,
  ofImport: {
    known: null,
    created: created === undefined ? null : { total: created, archived: 0, kept: {} },
  },
});

export const undoIdOf = (jobId: string): string => `${jobId}-undo`;

/**
 * What a job's writes say of themselves. The version tells its pages apart. Nobody heard of an import, so nobody hears of its undo.
 */
export const writeOf = (job: Job, recordId: string, at: string): LastWrite => ({
  id: `${job.id}#${job.version}#${recordId}`,
  at,
  source: job.kind === 'undo' ? 'UNDO' : 'BULK',
  actor: job.actor,
  runId: job.id,
  notify: job.kind !== 'undo' || job.ofImport === null,
});
