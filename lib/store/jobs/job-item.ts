import * as z from 'zod/mini';
import { reasonsToIgnore } from '../../domain/import/columns.ts';
import type { ImportJob, ImportProblem } from '../../domain/import/import.ts';
import { importStates } from '../../domain/import/import.ts';
import { defaultOptions, importModes } from '../../domain/import/options.ts';
import { objectTypes } from '../../domain/object-type.ts';
import type { Item } from '../batch.ts';
import { optionsItem } from './options-item.ts';

const problemItem = z.object({
  code: z.string(),
  message: z.string(),
  row: z.exactOptional(z.number()),
  column: z.exactOptional(z.number()),
  columnName: z.exactOptional(z.string()),
  value: z.exactOptional(z.string()),
});

const columnItem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('recordId'), header: z.string() }),
  z.object({ kind: z.literal('property'), header: z.string(), property: z.string() }),
  z.object({
    kind: z.literal('ignored'),
    header: z.string(),
    // Imports that were kept before there were reasons.
    why: z._default(z.enum(reasonsToIgnore), 'unknown'),
  }),
]);

const jobItem = z.object({
  jobId: z.string(),
  state: z.enum(importStates),
  name: z.string(),
  actor: z.string(),
  file: z.object({
    bucket: z.string(),
    key: z.string(),
    etag: z.string(),
    versionId: z.nullable(z.string()),
  }),
  objectType: z.nullable(z.enum(objectTypes)),
  options: z.optional(optionsItem),
  // Imports that were kept before there were further options have their mode here.
  mode: z._default(z.enum(importModes), defaultOptions.mode),
  layout: z.nullable(z.object({ delimiter: z.string(), columns: z.array(columnItem) })),
  totalRows: z.nullable(z.number()),
  totalChunks: z.nullable(z.number()),
  doneChunks: z.number(),
  handedOut: z.boolean(),
  tally: z.object({
    created: z.number(),
    updated: z.number(),
    unchanged: z.number(),
    failed: z.number(),
    errors: z.number(),
  }),
  problems: z.array(problemItem),
  createdAt: z.string(),
  updatedAt: z.string(),
});

const markerItem = z.object({ item: z.string(), at: z.string(), problems: z.optional(z.array(problemItem)) });

/** How often a write to an import is tried that meets the transaction of a chunk being counted. */
export const mostAttempts = 10;

export const importKind = 'import';
const chunkPrefix = 'chunk#';
const chunkDigits = 6;

export type JobKey = { jobId: string; item: string };

export const jobKey = (importId: string): JobKey => ({ jobId: importId, item: 'job' });

/** Chunks sort by their number: a file has fewer than a million. */
export const chunkKey = (importId: string, chunk: number): JobKey => ({
  jobId: importId,
  item: `${chunkPrefix}${String(chunk).padStart(chunkDigits, '0')}`,
});

/** The item of an import; `jobKind` and `startedAs` put it in the index that lists imports by time, which its chunks are not in. */
export const toJobItem = ({ id, ...job }: ImportJob): Item => ({
  ...job,
  ...jobKey(id),
  jobKind: importKind,
  startedAs: `${job.createdAt}#${id}`,
});

/** @throws Error if the item is not an import's */
export const fromJobItem = (item: Item): ImportJob => {
  const { jobId, mode, options = { ...defaultOptions, mode }, ...job } = z.parse(jobItem, item);
  return { ...job, id: jobId, options };
};

/** The most that a marker holds of its chunk's problems, in characters; an item may have 400 KB. */
const mostProblemText = 100_000;

/** As many of a chunk's problems as one item holds, in the order of the rows. The counters count them all. */
const keptProblems = (problems: readonly ImportProblem[]): ImportProblem[] => {
  let room = mostProblemText;
  return problems.filter((problem) => {
    room -= JSON.stringify(problem).length;
    return room >= 0;
  });
};

export const toMarkerItem = (
  importId: string,
  chunk: number,
  { at, problems }: { at: string; problems: readonly ImportProblem[] },
): Item => ({
  ...chunkKey(importId, chunk),
  at,
  ...(problems.length === 0 ? {} : { problems: keptProblems(problems) }),
});

/** @throws Error if the item is not a chunk's marker */
export const fromMarkerItem = (item: Item): { chunk: number; at: string; problems: ImportProblem[] } => {
  const { item: key, at, problems = [] } = z.parse(markerItem, item);
  return { chunk: Number(key.slice(chunkPrefix.length)), at, problems };
};
