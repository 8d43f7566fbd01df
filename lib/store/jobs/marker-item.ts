import * as z from 'zod/mini';
import type { ChunkPart, ChunkReport } from '../../app/ports/jobs.ts';
import type { ImportProblem } from '../../domain/import/import.ts';
import { toRanges } from '../../domain/import/row-ranges.ts';
import type { Item } from '../batch.ts';
import { importProblemItem, type JobKey } from './job-item.ts';

/** The most problems that one item holds, in characters; an item may have 400 KB. */
const mostProblemText = 100_000;

const chunkPrefix = 'chunk#';
export const chunkDigits = 6;
const partDigits = 4;

/** Behind every chunk. */
export const lastChunk = 10 ** chunkDigits - 1;

const problems = z.array(importProblemItem);
const markerItem = z.object({
  item: z.string(),
  at: z.string(),
  problems: z._default(problems, []),
  parts: z.exactOptional(z.string()),
  // Chunks that were counted before this was kept have none.
  part: z.exactOptional(z.object({ from: z.number(), to: z.number(), firstRow: z.number() })),
});
const partItem = z.object({ item: z.string(), problems, partOf: z.string() });

/** Chunks sort by their number: a file has fewer than a million. Further items of a chunk sort behind its marker. */
export const chunkKey = (importId: string, chunk: number): JobKey => ({
  jobId: importId,
  item: `${chunkPrefix}${String(chunk).padStart(chunkDigits, '0')}`,
});

/** Deals problems out to lists of which each fits an item. */
const inParts = (all: readonly ImportProblem[]): ImportProblem[][] => {
  const parts: ImportProblem[][] = [[]];
  let room = mostProblemText;
  for (const problem of all) {
    const length = JSON.stringify(problem).length;
    if (length > room && parts.at(-1)?.length !== 0) {
      parts.push([]);
      room = mostProblemText;
    }
    parts.at(-1)?.push(problem);
    room -= length;
  }
  return parts;
};

/**
 * The items that say that a chunk is counted, and with which problems: its marker, and as many parts as hold the problems that
 * the marker does not. Parts are of one attempt at the chunk, whose name the marker bears: another attempt's do not count.
 */
export const toMarkerItems = (
  importId: string,
  { chunk, part, created, problems: all }: ChunkReport,
  { at, attempt }: { at: string; attempt: string },
): { marker: Item; parts: Item[] } => {
  const key = chunkKey(importId, chunk);
  const [own = [], ...others] = inParts(all);
  return {
    marker: {
      ...key,
      at,
      part,
      ...(created.length === 0 ? {} : { created: toRanges(created) }),
      ...(own.length === 0 ? {} : { problems: own }),
      ...(others.length === 0 ? {} : { parts: attempt }),
    },
    parts: others.map((some, n) => ({
      ...key,
      item: `${key.item}#${attempt}#${String(n + 1).padStart(partDigits, '0')}`,
      problems: some,
      partOf: attempt,
    })),
  };
};

export type MarkerOrPart =
  | {
      kind: 'marker';
      chunk: number;
      at: string;
      part: ChunkPart | undefined;
      problems: ImportProblem[];
      parts: string | undefined;
    }
  | { kind: 'part'; chunk: number; partOf: string; problems: ImportProblem[] };

/** The number of the chunk that an item's key is about. */
export const chunkOf = (key: string): number =>
  Number(key.slice(chunkPrefix.length, chunkPrefix.length + chunkDigits));

/** @throws Error if the item is neither a chunk's marker nor a part */
export const fromMarkerItem = (item: Item): MarkerOrPart => {
  if ('partOf' in item) {
    const { item: key, ...part } = z.parse(partItem, item);
    return { kind: 'part', chunk: chunkOf(key), ...part };
  }
  const { item: key, parts, part, ...marker } = z.parse(markerItem, item);
  return { kind: 'marker', chunk: chunkOf(key), ...marker, part, parts };
};
