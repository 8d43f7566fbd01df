import type { Column } from '../../domain/import/columns.ts';
import { matchColumns } from '../../domain/import/columns.ts';
import { FileProblem } from '../../domain/import/file-problem.ts';
import { type Chunk, type ImportFile, type ImportJob, isOver } from '../../domain/import/import.ts';
import { isFolder } from '../../domain/import/upload-key.ts';
import type { ObjectType } from '../../domain/object-type.ts';
import type { ImportPlan } from '../ports/jobs.ts';
import { importIdOf } from './ids.ts';
import type { StartDeps } from './import-deps.ts';
import { fileIsGone, newImport } from './new-job.ts';
import { splitFile } from './split-file.ts';

/** Reads the whole file once, writing nothing: what a broken file says must not be half imported. */
const planImport = async (
  deps: StartDeps,
  { file, options }: ImportJob,
  objectType: ObjectType,
): Promise<ImportPlan & { chunks: Chunk[] }> => {
  let columns: Column[] = [];
  const open = async () => {
    const pieces = await deps.files.open(file);
    if (pieces === undefined) throw fileIsGone();
    return pieces;
  };
  const { delimiter, totalRows, chunks } = await splitFile(open, {
    acceptHeader: (cells) => {
      columns = matchColumns(objectType, cells, { options });
    },
  });
  return { layout: { delimiter, columns }, totalRows, totalChunks: chunks.length, chunks };
};

const carryOut = async (deps: StartDeps, job: ImportJob, objectType: ObjectType): Promise<void> => {
  const { chunks, ...plan } = await planImport(deps, job, objectType);
  await deps.jobs.accept(job.id, plan, deps.now());
  await deps.queue.send(job.id, chunks);
  await deps.jobs.markHandedOut(job.id, deps.now());
  await deps.jobs.closeIfComplete(job.id, deps.now());
};

/**
 * Starts the import of an uploaded file: checks it from end to end and hands its chunks to the queue. The same event again
 * does nothing if the chunks are all handed out, and else hands out the very same chunks again. A file that cannot be
 * imported makes the import FAILED, saying why.
 */
export const startImport = async (deps: StartDeps, file: ImportFile): Promise<void> => {
  if (isFolder(file.key)) return;
  const [description, request] = await Promise.all([
    deps.files.describe(file),
    deps.requests.get(importIdOf(file)),
  ]);
  const job = await deps.jobs.begin(newImport(file, { description, request }, deps.now()));
  if (isOver(job) || job.handedOut || job.objectType === null) return;
  try {
    await carryOut(deps, job, job.objectType);
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    await deps.jobs.fail(job.id, [error.problem], deps.now());
  }
};
