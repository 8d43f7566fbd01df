import type { Forecast } from './forecast.ts';
import { line, type ReportLayout } from './report.ts';

const ownColumns = ['row', 'outcome', 'recordId', 'ownerId', 'owner', 'reason'];

export const forecastHeader = ({ delimiter, headers }: ReportLayout): string =>
  line([...headers, ...ownColumns], delimiter);

/** Whom a row would give its record to, in words: an owner by id, or the rotation. */
export type OwnerNames = { owner: (id: string) => string; rotation: string };

/**
 * What a dry run says of a row as a line: its cells, then row, outcome, record, owner and reason. Cells beyond the header come
 * last, so that the columns stay what they are.
 */
export const forecastLine = (
  { delimiter, headers }: ReportLayout,
  { row, outcome, recordId, ownerId, rotates, reason }: Forecast,
  { cells, names }: { cells: readonly string[]; names: OwnerNames },
): string => {
  const original = headers.map((_, column) => cells[column] ?? '');
  const owner = rotates ? names.rotation : ownerId === null ? '' : names.owner(ownerId);
  // Whom the rotation will choose, nobody knows.
  const own = [String(row), outcome, recordId ?? '', rotates ? '' : (ownerId ?? ''), owner, reason];
  return line([...original, ...own, ...cells.slice(headers.length)], delimiter);
};
