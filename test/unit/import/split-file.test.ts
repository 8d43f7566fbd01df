import { CsvError, parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inBlocks } from '../../../lib/app/import/blocks.ts';
import { csvOptions, parseRows } from '../../../lib/app/import/csv.ts';
import { cutChunks } from '../../../lib/app/import/cut-chunks.ts';
import { readHeader } from '../../../lib/app/import/read-header.ts';
import { rowKeys } from '../../../lib/app/import/row-keys.ts';
import { soundBlocks } from '../../../lib/app/import/sound-blocks.ts';
import type { Chunk, SplitCursor } from '../../../lib/domain/import/chunk.ts';
import type { Column } from '../../../lib/domain/import/columns.ts';
import { FileProblem } from '../../../lib/domain/import/file-problem.ts';
import type { ImportProblem } from '../../../lib/domain/import/import.ts';
import { propertySet } from '../../../lib/domain/record/property-set.ts';

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

type Split = {
  delimiter: string;
  header: string[];
  chunks: Chunk[];
  cursors: SplitCursor[];
  problem: ImportProblem | undefined;
};

/** Cuts a file as an import does; from a cursor on, if one is given. */
const split = async (
  content: string | Buffer,
  {
    rows = 500,
    bytes = 256 * 1024,
    piece = 65_536,
    block = 65_536,
    begin = undefined as SplitCursor | undefined,
    columns = undefined as Column[] | undefined,
  } = {},
): Promise<Split> => {
  const file = Buffer.from(content);
  const blocksFrom = (offset: number) =>
    soundBlocks(inBlocks(inPieces(file.subarray(offset), piece), block), offset);
  const { delimiter, cells, next } = await readHeader(blocksFrom(0));
  const cursor = begin ?? next;
  const keys = columns && rowKeys(propertySet('contacts'), columns);
  const result: Split = { delimiter, header: cells, chunks: [], cursors: [cursor], problem: undefined };
  try {
    const cuts = cutChunks(blocksFrom(cursor.from), { delimiter, cursor, keys, limits: { rows, bytes } });
    for await (const cut of cuts) {
      result.chunks.push(cut.chunk);
      result.cursors.push(cut.next);
    }
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    result.problem = error.problem;
  }
  return result;
};

const rowsOf = (content: string | Buffer, { chunks, delimiter }: Split) =>
  chunks.flatMap(({ from, to, firstRow }) =>
    parseRows(Buffer.from(content).subarray(from, to), { delimiter, firstRow }),
  );

/** What is wrong with a file, be it in its header or behind it. */
const problemOf = async (content: string | Buffer, piece?: number): Promise<ImportProblem | undefined> => {
  try {
    return (await split(content, piece === undefined ? {} : { piece, block: piece })).problem;
  } catch (error) {
    if (error instanceof FileProblem) return error.problem;
    throw error;
  }
};

/** The rows of a file as csv-parse reads them, the last of which is the last before it gives up, if it does. */
const parsed = (text: string, delimiter: string): { rows: string[][]; isSound: boolean } => {
  const rows: string[][] = [];
  try {
    parse(text, {
      ...csvOptions(delimiter),
      bom: true,
      on_record: (cells: string[]) => {
        if (cells.some((cell) => cell.trim() !== '')) rows.push(cells);
        return null;
      },
    });
    return { rows, isSound: true };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { rows, isSound: false };
  }
};

const cell = fc.oneof(
  fc.stringMatching(/^[a-zé😀 ]{0,6}$/u),
  fc.stringMatching(/^[a-z",;\t\r\n\u00a0]{0,6}$/),
);
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

/** Anything made of what means something in a CSV file: most of it is not well-formed. */
const almostCsv = fc
  .array(fc.constantFrom('a', 'é', '"', '""', ',', '\n', '\r', '\r\n', ' ', '\t', '\u00a0', '"b"'), {
    maxLength: 25,
  })
  .map((parts) => `Email,City\n${parts.join('')}`);

describe('splitting a file', () => {
  it('loses no row and changes none, wherever it cuts', async () => {
    await fc.assert(
      fc.asyncProperty(csv, fc.integer({ min: 1, max: 5 }), async ({ text, delimiter }, rows) => {
        const result = await split(text, { rows });
        const [header, ...others] = parsed(text, delimiter).rows;
        const found = rowsOf(text, result);
        expect(result.header).toEqual(header);
        expect(found.map(({ cells }) => cells)).toEqual(others);
        expect(result.cursors.at(-1)?.rows).toBe(found.length);
        expect(result.chunks.map((chunk) => chunk.rows).reduce((sum, some) => sum + some, 0)).toBe(
          found.length,
        );
        expect(result.chunks.map(({ number }) => number)).toEqual(result.chunks.map((_, n) => n + 1));
      }),
    );
  });

  it('takes what csv-parse takes, refuses what it refuses, and keeps the rows before', async () => {
    await fc.assert(
      fc.asyncProperty(almostCsv, fc.integer({ min: 1, max: 7 }), async (text, piece) => {
        // csv-parse takes two pairs of quotes in one cell if both are empty.
        fc.pre(!/""\s+"/.test(text));
        const { rows, isSound } = parsed(text, ',');
        const result = await split(text, { rows: 2, piece, block: piece });
        expect(result.problem === undefined).toBe(isSound);
        expect(rowsOf(text, result).map(({ cells }) => cells)).toEqual(rows.slice(1));
      }),
      { numRuns: 2_000 },
    );
  });

  it('cuts at the same places however the bytes arrive, with the same row numbers', async () => {
    await fc.assert(
      fc.asyncProperty(csv, fc.integer({ min: 1, max: 7 }), async ({ text }, piece) => {
        const whole = await split(text, { rows: 2 });
        expect(await split(text, { rows: 2, piece, block: piece })).toEqual(whole);
        const together = await split(text);
        expect(rowsOf(text, whole).map(({ row }) => row)).toEqual(
          rowsOf(text, together).map(({ row }) => row),
        );
      }),
    );
  });

  it('goes on from any place between two chunks as if it had never stopped', async () => {
    await fc.assert(
      fc.asyncProperty(csv, async ({ text }) => {
        const whole = await split(text, { rows: 2 });
        for (const [n, begin] of whole.cursors.entries()) {
          const rest = await split(text, { rows: 2, begin });
          expect(rest.chunks).toEqual(whole.chunks.slice(n));
          expect(rest.cursors).toEqual(whole.cursors.slice(n));
        }
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
      rows: 100,
      repeats: 'all',
    });
  });

  it('counts rows as a spreadsheet does: the header is 1, empty lines count, line breaks in cells do not', async () => {
    const text = 'Email,City\n\na@b.ch,"New\nYork"\n , \nb@b.ch,Bern\n';
    expect(rowsOf(text, await split(text, { rows: 1 }))).toEqual([
      { row: 3, cells: ['a@b.ch', 'New\nYork'] },
      { row: 5, cells: ['b@b.ch', 'Bern'] },
    ]);
  });

  it('takes the first row that is not blank for the header', async () => {
    const result = await split('\n,,\n \nEmail,City\na@b.ch,Bern\n');
    expect(result.header).toEqual(['Email', 'City']);
    expect(result.chunks[0]?.firstRow).toBe(5);
  });
});

describe('rows that repeat a key', () => {
  const columns: Column[] = [
    { kind: 'recordId', header: 'Record ID' },
    { kind: 'property', header: 'Email', property: 'email' },
  ];
  const repeatsOf = async (text: string, from: Column[]) =>
    (await split(text, { rows: 2, columns: from })).chunks.map(({ repeats }) => repeats);

  it('are named, in whatever way the key is written, and the first with a key is not', async () => {
    const text = 'Record ID,Email\n1,a@b.ch\n2,b@b.ch\n3," A@B.ch "\n1,d@b.ch\n5,e@b.ch\n';
    expect(await repeatsOf(text, columns)).toEqual([[], [4, 5], []]);
  });

  it('may be any that leave a key empty, where there are several', async () => {
    const text = 'Record ID,Email\n1,\n,b@b.ch\n3,c@b.ch\n';
    expect(await repeatsOf(text, columns)).toEqual([[2, 3], []]);
  });

  it('are none where a row has no key at all', async () => {
    expect(
      await repeatsOf('City\nBern\nBern\n', [{ kind: 'ignored', header: 'City', why: 'unknown' }]),
    ).toEqual([[]]);
  });

  it('are found over the whole file, and hardly any row is taken for one by mistake', async () => {
    const people = Array.from({ length: 50_000 }, (_, n) => `${n},person-${n}@example.com\n`).join('');
    const result = await split(`Record ID,Email\n${people}7,\n`, { columns });
    const named = result.chunks.flatMap(({ repeats }) => (repeats === 'all' ? [] : repeats));
    expect(named.at(-1)).toBe(50_002);
    expect(named.length).toBeLessThan(5);
  });
});

describe('a file that cannot be split', () => {
  it.each([
    ['empty', '', 'EMPTY_FILE'],
    ['nothing but a byte order mark', '\uFEFF', 'EMPTY_FILE'],
    ['nothing but line ends', '\n\r\n\n', 'EMPTY_FILE'],
    ['with a NUL byte', 'Email\na@b.ch\0\n', 'INVALID_FILE_TYPE'],
    ['in Windows-1252', Buffer.from('Email,City\na@b.ch,Zürich\n', 'latin1'), 'INVALID_FILE_TYPE'],
    ['cut within a character', Buffer.from('Email\né').subarray(0, 7), 'INVALID_FILE_TYPE'],
    ['with a quote within a cell', 'Email\na"b@b.ch\n', 'COULD_NOT_PARSE_ROW'],
    ['with an endless row', `Email\n${'x'.repeat(2 ** 21)}`, 'ROW_DATA_TOO_LARGE'],
    ['with an endless header', 'x'.repeat(2 ** 21), 'ROW_DATA_TOO_LARGE'],
    ['with too many columns', `${'a,'.repeat(1_000)}\n`, 'LIMIT_EXCEEDED'],
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
    for (const piece of [65_536, 4_099]) {
      expect((await problemOf(content, piece))?.message).toContain(`line ${line} `);
    }
  });

  it('names the line also where it goes on behind other chunks', async () => {
    const text = 'Email,City\na@b.ch,"New\r\nYork"\nb@b.ch,Bern\nc@b.ch,"Rome\n';
    const { cursors } = await split(text, { rows: 1 });
    const rest = await split(text, { rows: 1, begin: cursors[2] });
    expect(rest.problem).toMatchObject({ row: 4, message: expect.stringContaining('line 5 ') });
  });

  it.each([
    ['a quote', 'x@b.ch,"Rome\n'],
    ['a NUL byte', 'x@b.ch,\0\n'],
    ['bytes that are no UTF-8', Buffer.from('x@b.ch,Z\xfcrich\n', 'latin1')],
    ['an endless row', `x@b.ch,${'x'.repeat(2 ** 21)}`],
  ])('is cut up to the row that is broken by %s, however its bytes arrive', async (_, broken) => {
    const sound = `Email,City\n${'a@b.ch,Bern\n'.repeat(700)}`;
    const file = Buffer.concat([Buffer.from(sound), Buffer.from(broken), Buffer.from(sound)]);
    const whole = await split(file);
    expect(whole.problem).toBeDefined();
    expect(whole.chunks.map(({ rows }) => rows)).toEqual([500, 200]);
    expect(whole.chunks.at(-1)?.to).toBe(sound.length);
    expect(await split(file, { piece: 997, block: 997 })).toEqual(whole);
  });

  it('is cut up to the most rows that an import may have', async () => {
    const result = await split(`Email\n${'a\n'.repeat(1_048_577)}`);
    expect(result.problem).toMatchObject({ code: 'LIMIT_EXCEEDED', row: 1_048_578 });
    expect(result.cursors.at(-1)?.rows).toBe(1_048_576);
  });
});
