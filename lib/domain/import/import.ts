import type { ObjectType } from '../object-type.ts';
import type { SplitCursor } from './chunk.ts';
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

/** The very content that the chunks of an import are parts of: the uploaded file. */
export type ImportSource = { file: ImportFile; size: number };

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
  /** The dry run that this import applies, if it does. */
  applies?: string;
  /** The text that the rows are read from, and how many bytes it has; null if the file was never there. */
  source: ImportSource | null;
  /** null until the header has been read and accepted. */
  layout: ImportLayout | null;
  /** How far the file has been cut into chunks; null until there is a layout. */
  split: SplitCursor | null;
  /** null until the file has been cut to its end, or to where it is broken. */
  totalRows: number | null;
  totalChunks: number | null;
  doneChunks: number;
  /** How many bytes the chunks have that are done. */
  doneBytes: number;
  tally: RowTally;
  /** What is wrong with the file as a whole. An import that has any ends FAILED; the rows before what is broken are written. */
  problems: ImportProblem[];
  createdAt: string;
  updatedAt: string;
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

/** How many rows an import has, as far as that is known: those that have been dealt with, until the file is cut to its end. */
export const rowsOf = ({ totalRows, tally }: ImportJob): number =>
  totalRows ?? tally.created + tally.updated + tally.unchanged + tally.failed;

/** The part of the file that has been dealt with, by its bytes, in whole percent. */
export const percentDone = ({ state, source, doneBytes }: ImportJob): number => {
  if (state === 'DONE') return 100;
  const size = source?.size ?? 0;
  return size === 0 ? 0 : Math.min(99, Math.floor((100 * doneBytes) / size));
};
