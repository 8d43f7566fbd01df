import type { RowDecision } from '../../domain/import/decide.ts';
import {
  type Chunk,
  type ImportJob,
  type ImportLayout,
  isOver,
  type RowTally,
} from '../../domain/import/import.ts';
import { ownerFinder } from '../../domain/import/owner-finder.ts';
import { type ImportRow, readRow } from '../../domain/import/row.ts';
import type { ObjectType } from '../../domain/object-type.ts';
import { findProperty } from '../../domain/record/property.ts';
import type { ChunkReport } from '../ports/jobs.ts';
import { parseRows } from './csv.ts';
import { createdIdOf } from './ids.ts';
import type { ChunkDeps } from './import-deps.ts';
import { fileIsGone } from './new-job.ts';
import { writeRows } from './write-rows.ts';

type ReadyJob = ImportJob & { layout: ImportLayout; objectType: ObjectType };

const isReady = (job: ImportJob): job is ReadyJob => job.layout !== null && job.objectType !== null;

const readRows = async (
  deps: ChunkDeps,
  job: ReadyJob,
  chunk: { bytes: Uint8Array; firstRow: number },
): Promise<ImportRow[]> => {
  const { objectType, layout } = job;
  const { columns, delimiter } = layout;
  const namesOwners = columns.some(
    (column) => column.kind === 'property' && findProperty(objectType, column.property)?.type === 'user',
  );
  const findOwner = ownerFinder(namesOwners ? await deps.owners.all() : [], objectType);
  return parseRows(chunk.bytes, { delimiter, firstRow: chunk.firstRow }).map((raw) =>
    readRow(raw, createdIdOf(job.id, raw.row), { objectType, columns, findOwner }),
  );
};

const reportOf = (chunk: number, decisions: readonly RowDecision[]): ChunkReport => {
  const count = (outcome: RowDecision['outcome']) =>
    decisions.filter((decision) => decision.outcome === outcome).length;
  const problems = decisions
    .toSorted((a, b) => a.row.row - b.row.row)
    .flatMap((decision) => decision.problems);
  const tally: RowTally = {
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    failed: count('failed'),
    errors: problems.length,
  };
  return { chunk, tally, problems };
};

/**
 * Writes the rows of one chunk and counts them. However often and wherever it is cut short, doing it again ends the same: a
 * row that was applied is recognised, and the chunk is counted once.
 *
 * @throws Error if it is to be tried again: there is no such import yet, or others kept writing the same records
 */
export const importChunk = async (deps: ChunkDeps, importId: string, chunk: Chunk): Promise<void> => {
  const [job, counted] = await Promise.all([
    deps.jobs.get(importId),
    deps.jobs.isCounted(importId, chunk.number),
  ]);
  if (job === undefined || !(isReady(job) || isOver(job))) {
    throw new Error(`Import ${importId} is not ready for its chunk ${chunk.number}.`);
  }
  if (isOver(job) || !isReady(job)) return;
  if (!counted) {
    const bytes = await deps.files.read(job.file, chunk.from, chunk.to);
    if (bytes === undefined) {
      await deps.jobs.fail(importId, [fileIsGone().problem], deps.now());
      return;
    }
    const rows = await readRows(deps, job, { bytes, firstRow: chunk.firstRow });
    const {
      objectType,
      actor,
      options: { mode },
    } = job;
    const decisions = await writeRows(deps, rows, { importId, objectType, mode, actor, at: deps.now() });
    await deps.jobs.count(importId, reportOf(chunk.number, decisions), deps.now());
  }
  await deps.jobs.closeIfComplete(importId, deps.now());
};
