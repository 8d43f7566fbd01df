import type { ImportJob } from './import.ts';

/** Where in the bucket the error report of an import is kept. */
export const reportKey = (importId: string): string => `reports/${importId}.csv`;

/** What a report is about: an import that was stopped may still have a chunk counted that was under way. */
export const reportState = ({ doneChunks, tally }: Pick<ImportJob, 'doneChunks' | 'tally'>): string =>
  `${doneChunks} chunks, ${tally.errors} errors`;
