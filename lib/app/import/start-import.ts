import { matchColumns } from '../../domain/import/columns.ts';
import { FileProblem } from '../../domain/import/file-problem.ts';
import { type ImportFile, type ImportJob, isOver } from '../../domain/import/import.ts';
import { isFolder } from '../../domain/import/upload-key.ts';
import type { ImportPlan } from '../ports/jobs.ts';
import { readOnce } from '../read-once.ts';
import { optionProblems } from './check-options.ts';
import { importIdOf } from './ids.ts';
import type { StartDeps } from './import-deps.ts';
import { newImport } from './new-job.ts';
import { openFile } from './open-file.ts';
import { readHeader } from './read-header.ts';
import { splitOn } from './resume-import.ts';
import type { TimeLeft } from './split-import.ts';

/** Reads the header. What is wrong with it, or with what was asked for, fails the import before a row is written. */
const planImport = async (deps: StartDeps, job: ImportJob): Promise<ImportPlan> => {
  const { objectType, options } = job;
  if (objectType === null) throw new Error(`Import ${job.id} is of no object type.`);
  const properties = readOnce(deps.properties);
  const [problem] = await optionProblems({ ...deps, properties }, objectType, options);
  if (problem !== undefined) throw new FileProblem('INVALID_IMPORT_OPTION', problem.message);
  const { source, blocks } = await openFile(deps, job);
  const { delimiter, cells, next } = await readHeader(blocks);
  return {
    source,
    layout: { delimiter, columns: matchColumns(await properties.of(objectType), cells, options) },
    split: next,
  };
};

/** The import once its header is accepted, be it now or before; undefined if it has failed. */
const accept = async (deps: StartDeps, job: ImportJob): Promise<ImportJob | undefined> => {
  if (job.state !== 'STARTED') return job;
  try {
    return await deps.jobs.accept(job.id, await planImport(deps, job), deps.now());
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    await deps.jobs.fail(job.id, [error.problem], deps.now());
    return undefined;
  }
};

/**
 * Starts the import of an uploaded file: reads its header, then hands chunk after chunk to the queue while reading on. The same
 * event again goes on where an earlier delivery was cut short, and does nothing if there is none. A file that cannot be imported
 * makes the import FAILED, saying why.
 */
export const startImport = async (deps: StartDeps, file: ImportFile, timeLeft: TimeLeft): Promise<void> => {
  if (isFolder(file.key)) return;
  const [description, request] = await Promise.all([
    deps.files.describe(file),
    deps.requests.get(importIdOf(file)),
  ]);
  const begun = await deps.jobs.begin(newImport(file, { description, request }, deps.now()));
  const job = isOver(begun) ? undefined : await accept(deps, begun);
  if (job !== undefined) await splitOn(deps, job, timeLeft);
};
