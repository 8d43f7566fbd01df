import { type CellValue, readSheet } from 'read-excel-file/universal';
import { FileProblem } from '../../domain/import/file-problem.ts';
import { mostRows } from '../../domain/import/import.ts';
import { sheetExtents } from './sheet-extent.ts';
import { unpackedSize, zipEntries } from './zip-entries.ts';

/** A spreadsheet is read as a whole, so it may be smaller than a CSV: its file, and what becomes of its first sheet. */
const largestSheet = 20 * 1024 * 1024;

/** The XML of a sheet of 20 MiB has about 70 MiB, its texts another 10; there may be other sheets. */
const mostUnpacked = 200 * 1024 * 1024;

/** Each cell takes a comma at least: a sheet with more of them would not be 20 MiB as a CSV. */
const mostCells = largestSheet;

const rowsAtOnce = 1_000;

const tooLarge = (): FileProblem =>
  new FileProblem('LIMIT_EXCEEDED', 'A spreadsheet may have 20 MiB. Save it as "CSV UTF-8".');

const reachesTooFar = (): FileProblem =>
  new FileProblem(
    'LIMIT_EXCEEDED',
    'A sheet reaches too far: a stray cell stands far below or to the right of the others. Delete the rows and columns behind the last ones that are used, or save it as "CSV UTF-8".',
  );

const unreadable = (reason: string): FileProblem =>
  new FileProblem('INVALID_FILE_TYPE', `This cannot be read as a spreadsheet: ${reason}`);

const dateText = (date: Date): string => {
  const text = date.toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text;
};

/** Numbers are kept with more digits than they have: `12.3` as `12.300000000000001`. Excel shows fifteen. */
const numberText = (stored: string): string => {
  const number = Number(stored);
  return Number.isFinite(number) ? String(Number(number.toPrecision(15))) : stored;
};

const cellText = (value: CellValue<string> | Date | null): string => {
  if (value === null) return '';
  const text = value instanceof Date ? dateText(value) : String(value);
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

const gather = async (blocks: AsyncIterable<Buffer>): Promise<Buffer> => {
  const held: Buffer[] = [];
  let size = 0;
  for await (const block of blocks) {
    size += block.length;
    if (size > largestSheet) throw tooLarge();
    held.push(block);
  }
  return Buffer.concat(held);
};

const firstSheet = async (file: Buffer) => {
  const entries = zipEntries(file);
  if (entries === undefined) throw unreadable('its directory is damaged.');
  if (unpackedSize(entries) > mostUnpacked) throw tooLarge();
  for (const { rows, cells, area } of sheetExtents(file, entries)) {
    // The header is a row as well.
    if (rows > mostRows + 1 || cells > mostCells || area > mostCells) throw reachesTooFar();
  }
  try {
    return await readSheet(new Blob([new Uint8Array(file)]), 1, { parseNumber: numberText });
  } catch (error) {
    // The whole file is in memory by now, so it is the file's fault.
    throw unreadable(error instanceof Error ? error.message : String(error));
  }
};

/**
 * The first sheet of a spreadsheet as CSV, row by row, so that row 5 of the sheet is row 5 of the text. Cells hold what they
 * show: of a formula its last value, of a date `YYYY-MM-DD`, with the time behind it if there is one.
 *
 * @throws FileProblem if it is none, or too large
 */
export async function* xlsxAsText(blocks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const rows = await firstSheet(await gather(blocks));
  let size = 0;
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const lines = rows.slice(from, from + rowsAtOnce).map((row) => `${row.map(cellText).join(',')}\n`);
    const bytes = Buffer.from(lines.join(''));
    size += bytes.length;
    if (size > largestSheet) throw tooLarge();
    yield bytes;
  }
}
