import type { Problem } from '../errors.ts';
import type { ImportRun } from './fold.ts';
import { type Forecast, readingOf } from './forecast.ts';
import type { Meant, RowProblem } from './meant.ts';
import type { ImportRow } from './row.ts';
import { traceOf } from './trace.ts';

/** Something is not as the dry run found it. */
export const changedSince = 'CHANGED_SINCE_DRY_RUN';

type Found = Pick<Forecast, 'recordId' | 'version'>;

const otherRecord = (then: Found, now: Found): string | undefined => {
  if (then.recordId === now.recordId) {
    return then.version === now.version
      ? undefined
      : `Record ${then.recordId} has been changed since the dry run.`;
  }
  if (then.recordId === null) return `Record ${now.recordId} is there by now; the dry run did not find it.`;
  return now.recordId === null
    ? `Record ${then.recordId} is not there any more, or the row does not mean it any more.`
    : `The row means record ${now.recordId} by now; at the dry run it meant ${then.recordId}.`;
};

const otherReading = 'An owner or a property that the row names is another than at the dry run.';

/** What is otherwise with a row than when the dry run was made, if the same is asked again now. */
export const differenceBetween = (then: Forecast, now: Forecast): Problem | undefined => {
  const message =
    otherRecord(then, now) ??
    (then.reading === now.reading ? undefined : otherReading) ??
    (then.outcome === now.outcome ? undefined : `It would be ${now.outcome} now, not ${then.outcome}.`);
  return message === undefined ? undefined : { message, in: `row ${then.row}`, code: changedSince };
};

/**
 * Why a row of a dry run that is applied must not be written: it reads otherwise than then, was to be skipped, or the record that
 * it means is not what was foreseen. A record that this import has written itself is as it should be, whoever wrote it
 * afterwards.
 */
export const whyNotAsForeseen = (
  row: ImportRow,
  meant: Meant,
  { forecast, importId }: ImportRun,
): RowProblem | undefined => {
  if (forecast === undefined) return undefined;
  const then = forecast.get(row.row);
  const surprise = (message: string): RowProblem => ({ code: changedSince, message });
  if (then === undefined) return surprise('The dry run did not see the row.');
  if (then.reading !== readingOf(row)) return surprise(otherReading);
  if ('problem' in meant) {
    return then.outcome === 'SKIPPED' ? undefined : surprise(meant.problem.message);
  }
  const { record } = meant;
  if (record !== undefined && (traceOf(record, importId) !== undefined || record.id === row.createdId))
    return undefined;
  if (then.outcome === 'SKIPPED') return undefined;
  const message = otherRecord(then, { recordId: record?.id ?? null, version: record?.version ?? null });
  return message === undefined ? undefined : surprise(message);
};

/** Why a row that a dry run has left out must not be written, though it could be by now. */
export const whyLeftOut = ({ row }: ImportRow, { forecast }: ImportRun): RowProblem | undefined =>
  forecast?.get(row)?.outcome === 'SKIPPED'
    ? { code: changedSince, message: 'The dry run has left the row out; it could be written by now.' }
    : undefined;
