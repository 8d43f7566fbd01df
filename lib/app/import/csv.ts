import { parse } from 'csv-parse/sync';
import { isBlank, type RawRow } from '../../domain/import/row.ts';

/** No record is longer, in characters; an open quote is noticed here at the latest. */
export const largestRow = 1024 * 1024;

/**
 * How every part of a file is read: rows may be ragged, since one ragged row must not stop the others; quotes must be
 * well-formed, since a wrong one would merge rows silently. Empty lines are passed over, blanks around cells dropped.
 */
export const csvOptions = (delimiter: string) => ({
  delimiter,
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  skip_empty_lines: true,
  trim: true,
  max_record_size: largestRow,
});

/** How far csv-parse has come, as it tells with each record. Empty lines count as rows, as they do in a spreadsheet. */
export type Position = { records: number; empty_lines: number };

/** The number of a record's row, if its part of the file begins with row `firstRow`. */
const rowNumber = (firstRow: number, { records, empty_lines }: Position): number =>
  firstRow + records - 1 + empty_lines;

/**
 * The rows of a part of a file that begins and ends between rows. Blank rows are left out, but counted in the numbers.
 *
 * @throws CsvError if the part is not well-formed
 */
export const parseRows = (
  bytes: Uint8Array,
  { delimiter, firstRow }: { delimiter: string; firstRow: number },
): RawRow[] => {
  const rows: RawRow[] = [];
  parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
    ...csvOptions(delimiter),
    on_record: (cells: string[], position) => {
      if (!isBlank(cells)) rows.push({ row: rowNumber(firstRow, position), cells });
      return null;
    },
  });
  return rows;
};
