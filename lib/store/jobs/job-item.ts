import * as z from 'zod/mini';
import { reasonsToIgnore } from '../../domain/import/columns.ts';
import type { ImportJob } from '../../domain/import/import.ts';
import { importStates } from '../../domain/import/import.ts';
import { defaultOptions, importModes } from '../../domain/import/options.ts';
import { objectTypes } from '../../domain/object-type.ts';
import type { Item } from '../batch.ts';
import { optionsItem } from './options-item.ts';

export const importProblemItem = z.object({
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

const fileItem = z.object({
  bucket: z.string(),
  key: z.string(),
  etag: z.string(),
  versionId: z.nullable(z.string()),
});

const cursorItem = z.object({
  from: z.number(),
  row: z.number(),
  line: z.number(),
  chunk: z.number(),
  rows: z.number(),
});

const jobItem = z.object({
  jobId: z.string(),
  state: z.enum(importStates),
  name: z.string(),
  actor: z.string(),
  file: fileItem,
  objectType: z.nullable(z.enum(objectTypes)),
  options: z.optional(optionsItem),
  applies: z.exactOptional(z.string()),
  // Imports that were kept before there were further options have their mode here.
  mode: z._default(z.enum(importModes), defaultOptions.mode),
  // Imports that were kept when files were checked whole before a row was written have none of the three.
  source: z._default(z.nullable(z.object({ file: fileItem, size: z.number() })), null),
  split: z._default(z.nullable(cursorItem), null),
  doneBytes: z._default(z.number(), 0),
  layout: z.nullable(z.object({ delimiter: z.string(), columns: z.array(columnItem) })),
  totalRows: z.nullable(z.number()),
  totalChunks: z.nullable(z.number()),
  doneChunks: z.number(),
  tally: z.object({
    created: z.number(),
    updated: z.number(),
    unchanged: z.number(),
    failed: z.number(),
    errors: z.number(),
  }),
  problems: z.array(importProblemItem),
  createdAt: z.string(),
  updatedAt: z.string(),
});

export const importKind = 'import';
export type JobKey = { jobId: string; item: string };

export const jobKey = (importId: string): JobKey => ({ jobId: importId, item: 'job' });

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
