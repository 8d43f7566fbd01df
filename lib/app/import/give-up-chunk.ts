import type { Chunk } from '../../domain/import/chunk.ts';
import type { RowDecision } from '../../domain/import/decide.ts';
import { forecastOf } from '../../domain/import/forecast.ts';
import { isOver } from '../../domain/import/import.ts';
import type { ImportRow } from '../../domain/import/row.ts';
import type { ChunkReport } from '../ports/jobs.ts';
import { failedReport, reportOf } from './chunk-report.ts';
import type { ChunkDeps, GiveUpDeps } from './import-deps.ts';
import { fileIsGone } from './new-job.ts';
import { isReady, type ReadyJob } from './read-rows.ts';
import { recountChunk, reportWritten } from './recount-chunk.ts';

const code = 'INTERNAL_ERROR';

const asFailed = (row: ImportRow): RowDecision => ({
  row,
  outcome: 'failed',
  recordId: null,
  ownerId: null,
  problems: [
    ...row.problems,
    { code, message: 'The row could not be written. Nothing of it was; import it again.', row: row.row },
  ],
});

/** A chunk of a dry run: its rows are in the report with the others, and keep it from being applied. */
const reportUnforeseen = (chunk: Chunk, decisions: readonly RowDecision[]): ChunkReport => {
  const nothing = { records: new Map(), idByKey: new Map() };
  const rows = decisions
    .toSorted((a, b) => a.row.row - b.row.row)
    .map((decision) => forecastOf(decision, nothing));
  return { ...reportOf(chunk, decisions), forecast: { chunk, rows } };
};

/** A chunk whose content is what made it fail: its rows cannot even be told apart. */
const unreadable = (chunk: Chunk): ChunkReport => {
  const message = `${chunk.rows} rows from here on could not be read.`;
  return failedReport(chunk, [{ code, message, row: chunk.firstRow }]);
};

/** Notes whether it was a store that failed: then the same may succeed later. */
const watched = (deps: ChunkDeps): { deps: ChunkDeps; isOutage: () => boolean } => {
  let isOutage = false;
  const watch =
    <Args extends unknown[], Result>(act: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      try {
        return await act(...args);
      } catch (error) {
        isOutage = true;
        throw error;
      }
    };
  const { files, records, owners, properties, rotations, rotationQueue, forecasts } = deps;
  return {
    isOutage: () => isOutage,
    deps: {
      ...deps,
      files: { read: watch(files.read) },
      records: { ...records, findIds: watch(records.findIds), getMany: watch(records.getMany) },
      owners: { all: watch(owners.all) },
      properties: { of: watch(properties.of) },
      rotations: { get: watch(rotations.get) },
      rotationQueue: { send: watch(rotationQueue.send) },
      forecasts: { get: watch(forecasts.get) },
    },
  };
};

const reportWhatIsDone = async (deps: ChunkDeps, job: ReadyJob, chunk: Chunk): Promise<ChunkReport> => {
  const watching = watched(deps);
  try {
    const found = await recountChunk(watching.deps, job, chunk);
    if (found !== undefined) {
      const decisions = [...found.done, ...found.undone.map(asFailed)];
      return job.options.dryRun ? reportUnforeseen(chunk, decisions) : reportOf(chunk, decisions);
    }
    await deps.jobs.keepProblem(job.id, fileIsGone().problem, deps.now());
    return failedReport(chunk, []);
  } catch (error) {
    if (watching.isOutage()) throw error;
    return unreadable(chunk);
  }
};

/**
 * Counts a chunk that has failed too often to be tried again: the rows that were written as what they are, the others as
 * failed, each with its number. So the import ends, and nothing is dropped.
 *
 * @throws Error if a store cannot be reached; the chunk is then to be given up later
 */
export const giveUpChunk = async (deps: GiveUpDeps, importId: string, chunk: Chunk): Promise<void> => {
  const [job, counted] = await Promise.all([
    deps.jobs.get(importId),
    deps.jobs.isCounted(importId, chunk.number),
  ]);
  if (job === undefined || !isReady(job)) throw new Error(`There is no import ${importId} with chunks.`);
  if (!counted) {
    const report = isOver(job)
      ? await reportWritten(deps, job, chunk)
      : await reportWhatIsDone(deps, job, chunk);
    await deps.jobs.count(importId, report, deps.now());
  }
  await deps.jobs.closeIfComplete(importId, deps.now());
};
