import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRows } from '../../../lib/app/import/csv.ts';
import { type SplitFile, splitFile } from '../../../lib/app/import/split-file.ts';
import { FileProblem } from '../../../lib/domain/import/file-problem.ts';
import type { ImportProblem } from '../../../lib/domain/import/import.ts';

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const split = (
  content: string | Buffer,
  { rows = 500, bytes = 256 * 1024, piece = 65_536, acceptHeader = (_: string[]): void => undefined } = {},
): Promise<SplitFile> => {
  const file = Buffer.from(content);
  return splitFile(async () => inPieces(file, piece), { limits: { rows, bytes }, acceptHeader });
};

const rowsOf = (content: string, { chunks, delimiter }: SplitFile) =>
  chunks.flatMap(({ from, to, firstRow }) =>
    parseRows(Buffer.from(content).subarray(from, to), { delimiter, firstRow }),
  );

const problemOf = async (content: string | Buffer, piece?: number): Promise<ImportProblem> => {
  try {
    await split(content, piece === undefined ? {} : { piece });
  } catch (error) {
    if (error instanceof FileProblem) return error.problem;
    throw error;
  }
  throw new Error('The file was accepted.');
};

const cell = fc.oneof(fc.stringMatching(/^[a-zé😀 ]{0,6}$/u), fc.stringMatching(/^[a-z",;\t\r\n]{0,6}$/));
const lineEnd = fc.constantFrom('\n', '\r\n', '\r');
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const asCell = (text: string): string => (/[",;\t\r\n]/.test(text) ? quoted(text) : text);

const csv = fc
  .record({
    delimiter: fc.constantFrom(',', ';', '\t'),
    end: lineEnd,
    mark: fc.boolean(),
    rows: fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 20 }),
    open: fc.boolean(),
  })
  .map(({ delimiter, end, mark, rows, open }) => {
    const lines = [['Email', 'City'], ...rows].map((cells) => cells.map(asCell).join(delimiter));
    return { text: `${mark ? '\uFEFF' : ''}${lines.join(end)}${open ? '' : end}`, delimiter };
  });

describe('splitting a file', () => {
  it('loses no row and changes none, wherever it cuts', async () => {
    await fc.assert(
      fc.asyncProperty(csv, fc.integer({ min: 1, max: 5 }), async ({ text, delimiter }, rows) => {
        const [, ...whole] = parse(text, {
          delimiter,
          bom: true,
          record_delimiter: ['\r\n', '\n', '\r'],
          relax_column_count: true,
          skip_empty_lines: true,
          trim: true,
        }) as string[][];
        const result = await split(text, { rows });
        const found = rowsOf(text, result);
        expect(found.map(({ cells }) => cells)).toEqual(
          whole.filter((cells) => cells.some((value) => value.trim() !== '')),
        );
        expect(result.totalRows).toBe(found.length);
        expect(result.chunks.map(({ number }) => number)).toEqual(result.chunks.map((_, n) => n + 1));
      }),
    );
  });

  it('cuts at the same places however the bytes arrive, with the same row numbers', async () => {
    await fc.assert(
      fc.asyncProperty(csv, fc.integer({ min: 1, max: 7 }), async ({ text }, piece) => {
        const whole = await split(text, { rows: 2 });
        const inBits = await split(text, { rows: 2, piece });
        expect(inBits).toEqual(whole);
        const together = await split(text);
        expect(rowsOf(text, whole).map(({ row }) => row)).toEqual(
          rowsOf(text, together).map(({ row }) => row),
        );
      }),
    );
  });

  it('closes a chunk with the row that fills it, by rows or by bytes', async () => {
    const text = `Email\n${'a@b.ch\n'.repeat(1_201)}`;
    expect((await split(text)).chunks.map(({ firstRow }) => firstRow)).toEqual([2, 502, 1_002]);
    expect((await split(text, { bytes: 700 })).chunks[0]).toEqual({
      number: 1,
      from: 6,
      to: 706,
      firstRow: 2,
    });
  });

  it('counts rows as a spreadsheet does: the header is 1, empty lines count, line breaks in cells do not', async () => {
    const text = 'Email,City\n\na@b.ch,"New\nYork"\n , \nb@b.ch,Bern\n';
    expect(rowsOf(text, await split(text, { rows: 1 }))).toEqual([
      { row: 3, cells: ['a@b.ch', 'New\nYork'] },
      { row: 5, cells: ['b@b.ch', 'Bern'] },
    ]);
  });

  it('accepts the header before anything behind it', async () => {
    const refuse = (cells: string[]): never => {
      throw new FileProblem('X', cells.join('|'));
    };
    await expect(split('a;b\n"open', { acceptHeader: refuse })).rejects.toThrow('a|b');
  });
});

describe('a file that cannot be split', () => {
  it.each([
    ['empty', '', 'EMPTY_FILE'],
    ['nothing but a byte order mark', '\uFEFF', 'EMPTY_FILE'],
    ['nothing but line ends', '\n\r\n\n', 'EMPTY_FILE'],
    ['with a NUL byte', 'Email\na@b.ch\0\n', 'INVALID_FILE_TYPE'],
    ['a spreadsheet', Buffer.from([0x50, 0x4b, 3, 4, 20, 0]), 'INVALID_FILE_TYPE'],
    ['packed', Buffer.from([0x1f, 0x8b, 8, 1]), 'INVALID_FILE_TYPE'],
    ['in UTF-16', Buffer.from('\uFEFFEmail\n', 'utf16le'), 'INVALID_FILE_TYPE'],
    ['in Windows-1252', Buffer.from('Email,City\na@b.ch,Zürich\n', 'latin1'), 'INVALID_FILE_TYPE'],
    ['cut within a character', Buffer.from('Email\né').subarray(0, 7), 'INVALID_FILE_TYPE'],
    ['with a quote within a cell', 'Email\na"b@b.ch\n', 'COULD_NOT_PARSE_ROW'],
    ['with an endless row', `Email\n${'x'.repeat(2 ** 21)}`, 'ROW_DATA_TOO_LARGE'],
  ])('is refused if it is %s', async (_, content, code) => {
    expect(await problemOf(content)).toMatchObject({ code });
  });

  it.each([
    ['never closed', 'Email,City\na@b.ch,Bern\nb@b.ch,"Rome\nc@b.ch,Oslo\n', 3],
    [
      'never closed, behind line breaks in cells',
      'Email,City\r\na@b.ch,"New\r\nYork"\r\nb@b.ch,"Rome\r\n',
      4,
    ],
    ['never closed, behind a doubled quote', 'Email,City\na@b.ch,"a ""b"" c"\nb@b.ch,"a ""Rome\n', 3],
    ['taken for closed by the next one', 'Email,City\na@b.ch,"Rome\n"b@b.ch",Oslo\n', 2],
    ['never closed within a mebibyte', `Email\r"${'x\r'.repeat(2 ** 20)}`, 2],
  ])('names the line of a quote that is %s', async (_, content, line) => {
    for (const piece of [65_536, 7]) {
      expect((await problemOf(content, piece)).message).toContain(`line ${line} `);
    }
  });

  it('is refused above the most rows that an import may have', async () => {
    expect(await problemOf(`Email\n${'a\n'.repeat(1_048_577)}`)).toMatchObject({ code: 'LIMIT_EXCEEDED' });
  });
});
