import * as z from 'zod/mini';
import type { ResultsOfPage } from '../../app/ports/selections.ts';
import type { Item } from '../batch.ts';
import { problemItem } from '../problem-item.ts';
import type { JobKey } from './job-item.ts';

const digits = (n: number): string => String(n).padStart(6, '0');

const idsItem = z.object({ ids: z.array(z.string()) });

const resultsItem = z.object({
  first: z.number(),
  results: z.array(
    z.object({
      recordId: z.string(),
      outcome: z.enum(['ASSIGNED', 'CLEARED', 'UNCHANGED', 'SKIPPED_ALREADY_OWNED', 'FAILED', 'CANCELED']),
      previousOwnerId: z.nullable(z.string()),
      changeId: z.exactOptional(z.string()),
      error: z.exactOptional(problemItem),
    }),
  ),
});

export const idsKey = (jobId: string, page: number): JobKey => ({ jobId, item: `ids#${digits(page)}` });

export const toIdsItem = (jobId: string, page: number, ids: readonly string[]): Item => ({
  ...idsKey(jobId, page),
  ids,
});

/** @throws Error if the item holds no ids */
export const fromIdsItem = (item: Item): string[] => z.parse(idsItem, item).ids;

/** What the sort keys of the results of one page begin with. */
export const resultsPrefix = (page: number): string => `results#${digits(page)}#`;

export const toResultsItem = (jobId: string, { page, first, results }: ResultsOfPage): Item => ({
  jobId,
  item: `${resultsPrefix(page)}${digits(first)}`,
  first,
  results,
});

/** @throws Error if the item holds no results */
export const fromResultsItem = (item: Item): Omit<ResultsOfPage, 'page'> => z.parse(resultsItem, item);
