import type { Job, Move } from '../../domain/job/job.ts';
import type { ObjectType } from '../../domain/object-type.ts';
import type { RecordWrite } from '../../domain/record/unique-key.ts';
import type { ResultsOfPage, SelectedPage } from './selections.ts';

/** One page of a job: the records that it moves, and the job before and after it. */
export type JobPage = {
  before: Job;
  after: Job;
  moves: readonly Move[];
  /** The records that it archives, none if left out. */
  archives?: readonly RecordWrite[];
  /** The ids of the records that it is about, as far as it has just found out. */
  selected?: readonly SelectedPage[];
  /** What became of its records, of a job that keeps that. */
  results?: ResultsOfPage;
  /** The time of the writes, ISO 8601. */
  at: string;
  /** The owner who is given the records, if the page depends on whether they may own them at that moment. */
  receiver?: { ownerId: string; objectType: ObjectType };
};

/**
 * What became of a page. `JOB_MOVED`: the job is not as it was read, so the page may be done already. `RECEIVER_REFUSED`: the
 * receiver may not own such records any more. `RECORDS_MOVED`: a record changed since it was read, or somebody was writing
 * at the same time. Nothing was written in any case but `WRITTEN`.
 */
export type PageOutcome = 'WRITTEN' | 'JOB_MOVED' | 'RECEIVER_REFUSED' | 'RECORDS_MOVED';

/** The jobs that move records, and how far they are. */
export type JobStore = {
  get(id: string): Promise<Job | undefined>;
  /** Keeps a new job. If it is there already, that one is given back as it is. */
  begin(job: Job): Promise<Job>;
  /** Replaces a job as it was read. False if it has moved since. */
  save(before: Job, after: Job): Promise<boolean>;
};

export type JobPages = {
  /** Writes the records of a page and the job together, all or nothing. */
  write(page: JobPage): Promise<PageOutcome>;
};
