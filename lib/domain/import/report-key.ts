import type { ImportJob } from './import.ts';

/** What is wrong with the rows of an import, or what a dry run says of each. */
export const reportKinds = ['errors', 'dry-run'] as const;
export type ReportKind = (typeof reportKinds)[number];

/** Where in the bucket a report of an import is kept. */
export const reportKey = (importId: string, kind: ReportKind): string =>
  kind === 'errors' ? `reports/${importId}.csv` : `reports/${importId}-${kind}.csv`;

/** What a report is about: an import that was stopped may still have a chunk counted that was under way. */
export const reportState = ({ doneChunks, tally }: Pick<ImportJob, 'doneChunks' | 'tally'>): string =>
  `${doneChunks} chunks, ${tally.errors} errors`;
