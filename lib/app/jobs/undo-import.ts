import { type ImportJob, isOver } from '../../domain/import/import.ts';
import { type Job, newImportUndo, undoIdOf } from '../../domain/job/job.ts';
import type { RunHistory } from '../ports/run-history.ts';
import type { JobDeps } from './job-deps.ts';
import { startJob } from './start-job.ts';
import { refuseUndo } from './undo-job.ts';

export type UndoImportDeps = Pick<JobDeps, 'jobs' | 'queue' | 'now'> & { run: Pick<RunHistory, 'count'> };

const archives = (undo: Job): boolean => undo.kind === 'undo' && (undo.ofImport?.created ?? null) !== null;

/**
 * Starts to give back what an import gave to others, also if it failed or was cancelled on the way. An import has one undo:
 * asking for the same again while it runs is answered with it.
 *
 * @param wish.archiveCreated whether the records that it created, and that nobody has written since, are archived as well
 * @throws Conflict as long as the import runs, once it is undone, and if it was a dry run
 */
export const undoImport = async (
  deps: UndoImportDeps,
  job: ImportJob,
  { archiveCreated, actor }: { archiveCreated: boolean; actor: string },
): Promise<Job> => {
  const { id, objectType, options, layout, tally } = job;
  if (!isOver(job)) throw refuseUndo(`Import ${id} is still running.`, 'STILL_RUNNING');
  if (options.dryRun) throw refuseUndo(`Import ${id} was a dry run: it has written nothing.`, 'NOT_UNDOABLE');
  const earlier = await deps.jobs.get(undoIdOf(id));
  const at = deps.now();
  // The same request may have started it before.
  if (earlier !== undefined && earlier.createdAt === at) return earlier;
  if (earlier !== undefined && earlier.state !== 'RUNNING')
    throw refuseUndo(`Import ${id} is undone already, by job ${earlier.id}.`, 'ALREADY_UNDONE');
  if (earlier !== undefined && archives(earlier) !== archiveCreated)
    throw refuseUndo(
      `Import ${id} is being undone by job ${earlier.id}, which ${archiveCreated ? 'does not archive' : 'archives'} what it created.`,
      'UNDO_RUNNING',
    );
  if (earlier !== undefined) return earlier;
  // Without a layout no row was ever read.
  const mayHaveWritten = layout !== null && objectType !== null;
  const undo = newImportUndo(
    {
      importId: id,
      actor,
      objectTypes: objectType === null ? [] : [objectType],
      total: mayHaveWritten ? await deps.run.count(id) : 0,
      created: archiveCreated ? tally.created : undefined,
      at,
    },
    mayHaveWritten,
  );
  return startJob(deps, undo);
};
