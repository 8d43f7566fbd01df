import type { ImportJob, ImportLayout, ImportProblem, RowTally } from '../../domain/import/import.ts';
import type { Page, PageRequest } from './directory.ts';

/** What the splitter found in a sound file. */
export type ImportPlan = { layout: ImportLayout; totalRows: number; totalChunks: number };

/** What came of one chunk. */
export type ChunkReport = { chunk: number; tally: RowTally; problems: ImportProblem[] };

/** A problem of an import with its place in the list of them: `<chunk>.<n>`, chunk 0 being the file itself. */
export type ListedProblem = ImportProblem & { id: string; at: string };

/** The imports and how far they are. Each change is one conditional write, so that a second delivery changes nothing. */
export type ImportJobStore = {
  get(importId: string): Promise<ImportJob | undefined>;
  /** In the order of the ids. */
  /** Newest first. */
  list(page: PageRequest): Promise<Page<ImportJob>>;
  /** Keeps a new import. If it is there already, that one is given back as it is. */
  begin(job: ImportJob): Promise<ImportJob>;
  /** STARTED becomes PROCESSING; an import that is beyond that stays as it is. */
  accept(importId: string, plan: ImportPlan, at: string): Promise<void>;
  /** Remembers that every chunk is in the queue, so that the file need not be split again. */
  markHandedOut(importId: string, at: string): Promise<void>;
  /** An import that is not over becomes FAILED. */
  fail(importId: string, problems: readonly ImportProblem[], at: string): Promise<void>;
  isCounted(importId: string, chunk: number): Promise<boolean>;
  /** Counts a chunk once: its marker and the import's counters move together. False if it was counted before. */
  count(importId: string, report: ChunkReport, at: string): Promise<boolean>;
  /** PROCESSING becomes DONE if every chunk has been counted. */
  closeIfComplete(importId: string, at: string): Promise<void>;
  /** The problems of the chunks counted so far, in the order of the file; before them those of the file. */
  problems(importId: string, page: PageRequest): Promise<Page<ListedProblem>>;
};
