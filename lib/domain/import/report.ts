import type { ImportLayout, ImportProblem } from './import.ts';

/** What a spreadsheet would take for the beginning of a formula. */
const formula = /^[=+\-@\t\r]/;

/** A cell that a spreadsheet shows as it is, instead of running it. */
const defused = (cell: string): string => (formula.test(cell) ? `'${cell}` : cell);

const written = (cell: string, delimiter: string): string => {
  const text = defused(cell);
  return /["\r\n]|^\s|\s$/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** One line of a report, each cell written so that a spreadsheet shows it and runs nothing. */
export const line = (cells: readonly string[], delimiter: string): string =>
  `${cells.map((cell) => written(cell, delimiter)).join(delimiter)}\r\n`;

const ownColumns = ['row', 'column', 'code', 'message'];

/** How the lines of a report are written: as those of the file, so that the same spreadsheet reads it. */
export type ReportLayout = { delimiter: string; headers: readonly string[] };

export const reportLayout = (layout: ImportLayout | null): ReportLayout => ({
  delimiter: layout?.delimiter ?? ',',
  headers: layout?.columns.map(({ header }) => header) ?? [],
});

export const reportHeader = ({ delimiter, headers }: ReportLayout): string =>
  line([...headers, ...ownColumns], delimiter);

/**
 * One problem as a line: the cells of its row, then row, column, code and message. Cells beyond the header come last, so that
 * the columns stay what they are.
 *
 * @param cells those of the row; none if the problem is of the whole file, or the row cannot be read
 */
export const reportLine = (
  { delimiter, headers }: ReportLayout,
  { row, columnName = '', code, message }: ImportProblem,
  cells: readonly string[],
): string => {
  const original = headers.map((_, column) => cells[column] ?? '');
  const own = [row === undefined ? '' : String(row), columnName, code, message];
  return line([...original, ...own, ...cells.slice(headers.length)], delimiter);
};
