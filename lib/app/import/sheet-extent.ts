import { inflateRawSync } from 'node:zlib';
import type { ZipEntry } from './zip-entries.ts';

/** How far a sheet reaches. */
export type SheetExtent = {
  /** The last row that the sheet names. */
  rows: number;
  /** How many cells its rows have, each up to its last one, with content or only a format. */
  cells: number;
  /** How many cells there are up to the last row and the last column that have content. */
  area: number;
};

const stored = 0;
const deflated = 8;
const localHeaderLength = 30;
const localMark = 0x04034b50;

/** Opening tags of rows and cells, with their attributes, and whether they are closed at once: such a cell has no content. */
const tag = /<(?:\w+:)?(row|c)(\s[^>]*?)?(\/?)>/g;
const reference = /\sr="([A-Z]*)(\d+)"/;
const windowSize = 1024 * 1024;

/** A column's number by its letters: `A` is 1, `XFD` 16,384. */
const columnOf = (letters: string): number => {
  let column = 0;
  for (const letter of letters) column = 26 * column + letter.charCodeAt(0) - 64;
  return column;
};

/** What an entry holds; undefined if it cannot be unpacked, or is more than its directory says. */
const contentOf = (zip: Buffer, { header, method, packed, unpacked }: ZipEntry): Buffer | undefined => {
  if (header + localHeaderLength > zip.length || zip.readUInt32LE(header) !== localMark) return undefined;
  const from = header + localHeaderLength + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
  const bytes = zip.subarray(from, from + packed);
  if (method === stored) return bytes;
  if (method !== deflated) return undefined;
  try {
    return inflateRawSync(bytes, { maxOutputLength: Math.max(1, unpacked) });
  } catch {
    return undefined;
  }
};

/** The text in pieces that end between two tags. */
function* piecesOf(xml: Buffer): Generator<string> {
  let from = 0;
  while (from < xml.length) {
    const end = from + windowSize >= xml.length ? xml.length : xml.lastIndexOf('<', from + windowSize);
    const to = end > from ? end : xml.length;
    yield xml.toString('latin1', from, to);
    from = to;
  }
}

const measure = (xml: Buffer): SheetExtent => {
  const extent = { rows: 0, cells: 0, area: 0 };
  const content = { row: 0, column: 0 };
  let [row, column] = [0, 0];
  for (const piece of piecesOf(xml)) {
    for (const [, name, attributes = '', closed] of piece.matchAll(tag)) {
      const [, letters = '', number] = reference.exec(attributes) ?? [];
      if (name === 'row') {
        extent.cells += column;
        [row, column] = [number === undefined ? row + 1 : Number(number), 0];
      } else {
        column = letters === '' ? column + 1 : columnOf(letters);
        if (closed !== '/') {
          content.row = Math.max(content.row, row);
          content.column = Math.max(content.column, column);
        }
      }
      extent.rows = Math.max(extent.rows, row);
    }
  }
  return { ...extent, cells: extent.cells + column, area: content.row * content.column };
};

const isSheet = ({ name }: ZipEntry): boolean => /^\/?xl\/worksheets\/[^/]+\.xml$/i.test(name);

/**
 * How far the sheets of a spreadsheet reach, read from their tags alone: whoever reads one makes room for every cell up to the last, and
 * one stray cell far below or to the right would take all the memory there is. A sheet that cannot be unpacked is left out.
 */
export const sheetExtents = (zip: Buffer, entries: readonly ZipEntry[]): SheetExtent[] =>
  entries.filter(isSheet).flatMap((entry) => {
    const xml = contentOf(zip, entry);
    return xml === undefined ? [] : [measure(xml)];
  });
