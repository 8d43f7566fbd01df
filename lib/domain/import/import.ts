import type { ObjectType } from '../object-type.ts';
import type { Column } from './columns.ts';
import type { ImportOptions } from './options.ts';

/** How far an import is, in HubSpot's words. */
export const importStates = ['STARTED', 'PROCESSING', 'DONE', 'FAILED', 'CANCELED'] as const;
export type ImportState = (typeof importStates)[number];

/** The one content of a file in the bucket that an import is about. */
export type ImportFile = { bucket: string; key: string; etag: string; versionId: string | null };

/**
 * One thing that is wrong with a file, a row or a cell. `row` counts as a spreadsheet does, the header being row 1; `column`
 * counts from 0, as HubSpot does; a problem of the whole file has neither. `code` is one of HubSpot's where it has one.
 */
export type ImportProblem = {
  code: string;
  message: string;
  row?: number;
  column?: number;
  columnName?: string;
  value?: string;
};

/** What became of rows. Each row is created, updated, unchanged or failed; a row may have errors and be written all the same. */
export type RowTally = {
  created: number;
  updated: number;
  unchanged: number;
  failed: number;
  errors: number;
};

export const emptyTally: RowTally = { created: 0, updated: 0, unchanged: 0, failed: 0, errors: 0 };

/** How the rows of a file are to be read, settled by its header. */
export type ImportLayout = { delimiter: string; columns: Column[] };

/** An import from the upload of its file to its last row. */
export type ImportJob = {
  id: string;
  state: ImportState;
  name: string;
  actor: string;
  file: ImportFile;
  /** null if the file's key names no object type; such an import has failed. */
  objectType: ObjectType | null;
  options: ImportOptions;
  /** null until the whole file has been read and found sound. */
  layout: ImportLayout | null;
  totalRows: number | null;
  totalChunks: number | null;
  doneChunks: number;
  /** Whether every chunk has been handed to the queue. */
  handedOut: boolean;
  tally: RowTally;
  /** What is wrong with the file as a whole; an import that has any is FAILED and has written nothing. */
  problems: ImportProblem[];
  createdAt: string;
  updatedAt: string;
};

/** A run of whole rows of a file: the bytes from `from` up to but not including `to`. */
export type Chunk = {
  number: number;
  from: number;
  to: number;
  /** The row that the first line of the chunk is, be it empty or not. */
  firstRow: number;
};

/** The limits of HubSpot's own import. */
export const largestFile = 512 * 1024 * 1024;
export const mostRows = 1_048_576;

/** The headers that no property answers to; their cells are ignored. Columns that a request leaves out are not among them. */
export const unknownColumns = (layout: ImportLayout | null): string[] =>
  (layout?.columns ?? []).flatMap((column) =>
    column.kind === 'ignored' && (column.why === 'unknown' || column.why === 'otherOwner')
      ? [column.header]
      : [],
  );

/** Whether nothing will happen to an import any more. */
export const isOver = (job: ImportJob): boolean =>
  job.state === 'DONE' || job.state === 'FAILED' || job.state === 'CANCELED';

/** The part of the rows that has been dealt with, in whole percent. */
export const percentDone = (job: ImportJob): number => {
  if (job.state === 'DONE') return 100;
  const { created, updated, unchanged, failed } = job.tally;
  const total = job.totalRows ?? 0;
  return total === 0 ? 0 : Math.floor((100 * (created + updated + unchanged + failed)) / total);
};
