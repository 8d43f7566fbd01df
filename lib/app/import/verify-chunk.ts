import type { Problem } from '../../domain/errors.ts';
import { changedSince, differenceBetween } from '../../domain/import/foreseen.ts';
import type { ForecastOfChunk } from '../ports/jobs.ts';
import type { VerifyDeps } from './apply-deps.ts';
import { foresee } from './foresee.ts';
import { runOf } from './import-run.ts';
import { fileIsGone } from './new-job.ts';
import { type ReadyJob, readRows } from './read-rows.ts';

/** Decides the rows of a chunk once more, as the dry run did, and says where that is otherwise by now. Nothing is written. */
export const verifyChunk = async (
  deps: VerifyDeps,
  dryRun: ReadyJob,
  { chunk, rows: then }: ForecastOfChunk,
): Promise<Problem[]> => {
  const bytes = await deps.files.read(dryRun.source?.file ?? dryRun.file, chunk.from, chunk.to);
  if (bytes === undefined) {
    const { code, message } = fileIsGone().problem;
    return [{ code, message }];
  }
  const set = await deps.properties.of(dryRun.objectType);
  const rows = await readRows(deps, dryRun, set, { ...chunk, bytes });
  const { forecast } = await foresee(deps, rows, runOf(dryRun, set, deps.now()));
  const now = new Map(forecast.map((row) => [row.row, row]));
  return then.flatMap((row) => {
    const found = now.get(row.row);
    const lost = {
      message: 'The row is not found in the file any more.',
      in: `row ${row.row}`,
      code: changedSince,
    };
    return (found === undefined ? lost : differenceBetween(row, found)) ?? [];
  });
};
