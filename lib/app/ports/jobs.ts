import type { Chunk, SplitCursor } from '../../domain/import/chunk.ts';
import type { Forecast } from '../../domain/import/forecast.ts';
import type {
  ImportJob,
  ImportLayout,
  ImportProblem,
  ImportSource,
  RowTally,
} from '../../domain/import/import.ts';
import type { Page, PageRequest } from './directory.ts';

/** What the header of a file says, and where its rows begin. */
export type ImportPlan = { source: ImportSource; layout: ImportLayout; split: SplitCursor };

/** What a file was cut into, and what is wrong with it behind that. */
export type SplitEnd = { totalRows: number; totalChunks: number; problems: readonly ImportProblem[] };

/** Where in the file a chunk is, by which what its rows say can be found again. */
export type ChunkPart = Pick<Chunk, 'from' | 'to' | 'firstRow'>;

/** What came of one chunk. */
export type ChunkReport = {
  chunk: number;
  bytes: number;
  part: ChunkPart;
  tally: RowTally;
  /** The rows that created records. */
  created: readonly number[];
  problems: ImportProblem[];
  /** What a dry run says of its rows, with the chunk as it was cut: an import that applies it works on the same. */
  forecast?: ForecastOfChunk;
};

/** What a dry run says of the rows of one chunk, in the order of the file. */
export type ForecastOfChunk = { chunk: Chunk; rows: readonly Forecast[] };

/** A problem of an import with its place in the list of them: `<chunk>.<n>`, chunk 0 being the file itself. */
export type ListedProblem = ImportProblem & { id: string; at: string };

/** The imports and how far they are. Each change is one conditional write, so that a second delivery changes nothing. */
export type ImportJobStore = {
  get(importId: string): Promise<ImportJob | undefined>;
  /** Newest first. */
  list(page: PageRequest): Promise<Page<ImportJob>>;
  /** Keeps a new import. If it is there already, that one is given back as it is. */
  begin(job: ImportJob): Promise<ImportJob>;
  /** STARTED becomes PROCESSING; an import that is beyond that stays as it is. Gives back the import as it is then. */
  accept(importId: string, plan: ImportPlan, at: string): Promise<ImportJob>;
  /**
   * Remembers how far the file has been cut; a cursor that is further stays. False if nobody is to go on cutting: the import is
   * over, or the file has been cut to its end.
   */
  advance(importId: string, split: SplitCursor, at: string): Promise<boolean>;
  /** Remembers that every chunk is in the queue, once. */
  endSplit(importId: string, end: SplitEnd, at: string): Promise<void>;
  /** Keeps what is wrong with the file of an import that goes on, unless something is wrong with it already. */
  keepProblem(importId: string, problem: ImportProblem, at: string): Promise<void>;
  /** An import that is not over becomes FAILED. */
  fail(importId: string, problems: readonly ImportProblem[], at: string): Promise<void>;
  /** An import that is not over becomes CANCELED. Gives back the import as it is then, undefined if there is none. */
  cancel(importId: string, at: string): Promise<ImportJob | undefined>;
  isCounted(importId: string, chunk: number): Promise<boolean>;
  /** Counts a chunk once: its marker and the import's counters move together. False if it was counted before. */
  count(importId: string, report: ChunkReport, at: string): Promise<boolean>;
  /** PROCESSING becomes DONE, or FAILED if the file has a problem, if every chunk has been counted. */
  closeIfComplete(importId: string, at: string): Promise<void>;
  /** The problems of the chunks counted so far, in the order of the file; before them those of the file. */
  problems(importId: string, page: PageRequest): Promise<Page<ListedProblem>>;
};
