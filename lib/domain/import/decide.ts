import { missingOnCreate, tooLarge } from '../record/properties.ts';
import { type CrmRecord, ownerOf } from '../record/record.ts';
import type { RecordWrite } from '../record/unique-key.ts';
import {
  changedBy,
  createdBy,
  type Fold,
  hasChanged,
  type ImportRun,
  type Known,
  startFold,
} from './fold.ts';
import { whyLeftOut, whyNotAsForeseen } from './foreseen.ts';
import type { ImportProblem } from './import.ts';
import { meantBy, type RowProblem } from './meant.ts';
import type { ImportRow } from './row.ts';
import { traceOf } from './trace.ts';

/** What becomes of a row, and of which record. */
export type RowDecision = {
  row: ImportRow;
  outcome: 'created' | 'updated' | 'unchanged' | 'failed';
  recordId: string | null;
  /** Who has the record after the row; null if nobody does, or if the row failed. */
  ownerId: string | null;
  problems: ImportProblem[];
};

const whyNotCreated = (row: ImportRow, run: ImportRun): RowProblem | undefined => {
  if (run.mode === 'update') {
    return { code: 'UPDATE_ONLY_IMPORT', message: 'There is no such record, and this import only updates.' };
  }
  const missing = missingOnCreate(run.set.objectType, row.changes);
  return missing && { code: 'MISSING_REQUIRED_PROPERTY', message: missing.message };
};

const decideRow = (
  row: ImportRow,
  fold: Fold,
  { run, known }: { run: ImportRun; known: Known },
): RowDecision => {
  const failed = (problem: RowProblem): RowDecision => ({
    row,
    outcome: 'failed',
    recordId: null,
    ownerId: null,
    problems: [...row.problems, { ...problem, row: row.row }],
  });
  const done = (outcome: RowDecision['outcome'], record: CrmRecord): RowDecision => ({
    row,
    outcome,
    recordId: record.id,
    ownerId: ownerOf(record),
    problems: row.problems,
  });
  /** Keeps the record as the row leaves it, unless it has grown too large. */
  const put = (record: CrmRecord, outcome: RowDecision['outcome']): RowDecision => {
    const problem = tooLarge(record.properties);
    if (problem !== undefined) return failed({ code: 'ROW_DATA_TOO_LARGE', message: problem.message });
    const leftOut = whyLeftOut(row, run);
    if (leftOut !== undefined) return failed(leftOut);
    fold.put(record);
    return done(outcome, record);
  };

  const meant = meantBy(row, fold, run);
  const surprise = whyNotAsForeseen(row, meant, run);
  if (surprise !== undefined) return failed(surprise);
  if ('problem' in meant) return failed(meant.problem);
  const { record } = meant;
  if (record === undefined) {
    const problem = whyNotCreated(row, run);
    if (problem !== undefined) return failed(problem);
    // In a dry run what the earlier row would have created is not there to be found.
    return put(createdBy(run, row), run.dryRun && row.isRepeat ? 'updated' : 'created');
  }
  if (record.id === row.createdId) return done('created', record);
  const isOurs = traceOf(record, run.importId) !== undefined;
  if (run.mode === 'create' && !isOurs) {
    return failed({
      code: 'CREATE_ONLY_IMPORT',
      message: `Record ${record.id} exists, and this import only creates.`,
    });
  }
  const version = (known.records.get(record.id)?.version ?? 0) + 1;
  const changed = changedBy(run, row, { record, version });
  const after = changed ?? record;
  const outcome = hasChanged(run, after) ? 'updated' : 'unchanged';
  return changed === undefined ? done(outcome, record) : put(changed, outcome);
};

/**
 * Decides what becomes of each row, in the order of the file, and which writes that takes: one per record, however many rows
 * mean it. A row that was applied before, because its chunk comes a second time, gets the outcome that it had.
 */
export const decideRows = (
  rows: readonly ImportRow[],
  known: Known,
  run: ImportRun,
): { decisions: RowDecision[]; writes: RecordWrite[] } => {
  const fold = startFold(known);
  const decisions = rows.map(
    (row): RowDecision =>
      row.rejected
        ? { row, outcome: 'failed', recordId: null, ownerId: null, problems: row.problems }
        : decideRow(row, fold, { run, known }),
  );
  return { decisions, writes: fold.writes() };
};
