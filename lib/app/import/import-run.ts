import type { ImportRun } from '../../domain/import/fold.ts';
import type { ReadyJob } from './read-rows.ts';

/** What the rows of an import have in common, at this attempt at them. */
export const runOf = ({ id, objectType, layout, options, actor }: ReadyJob, at: string): ImportRun => {
  const { mode, dryRun } = options;
  return { importId: id, objectType, columns: layout.columns, mode, dryRun, actor, at };
};
