import type { AssignJob, AssignResult } from '../../domain/job/assign-job.ts';
import type { Page, PageRequest } from './directory.ts';

/** Which records a job is about, page by page, and what became of them. */
export type Selections = {
  /** Keeps the ids of a job that has not begun, from its first page on. The same again changes nothing. */
  keep(jobId: string, pages: readonly (readonly string[])[]): Promise<void>;
  /** The ids of one page. */
  ids(jobId: string, page: number): Promise<string[]>;
  /**
   * What became of the records so far, in the order of the ids. Once the job is over they are all there: those that it did not come
   * to say why.
   */
  results(job: AssignJob, page: PageRequest): Promise<Page<AssignResult>>;
};

/** The results of some records that follow each other on one page. */
export type ResultsOfPage = { page: number; first: number; results: readonly AssignResult[] };

/** The ids of one page. */
export type SelectedPage = { page: number; ids: readonly string[] };
