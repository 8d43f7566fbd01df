import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatOf } from '../../../lib/app/import/file-format.ts';
import { unpacked } from '../../../lib/app/import/gzip-text.ts';
import { soundBlocks } from '../../../lib/app/import/sound-blocks.ts';
import { utf16AsText } from '../../../lib/app/import/utf16-text.ts';
import { xlsxAsText } from '../../../lib/app/import/xlsx-text.ts';
import { unpackedSize, zipEntries } from '../../../lib/app/import/zip-entries.ts';
import { FileProblem } from '../../../lib/domain/import/file-problem.ts';
import type { ImportProblem } from '../../../lib/domain/import/import.ts';
import { textCell, xlsxOf } from '../../support/xlsx.ts';

async function* inPieces(bytes: Uint8Array, size = 65_536): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield Buffer.from(bytes.subarray(at, at + size));
}

const gather = (blocks: AsyncIterable<Buffer>): Promise<Buffer> => buffer(blocks);

const problemOf = async (blocks: AsyncIterable<Buffer>): Promise<ImportProblem> => {
  try {
    await gather(blocks);
  } catch (error) {
    if (error instanceof FileProblem) return error.problem;
    throw error;
  }
  throw new Error('The file was taken.');
};

describe('UTF-16', () => {
  const encoded = (text: string, order: 'utf16le' | 'utf16be'): Buffer => {
    const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
    return order === 'utf16le' ? bytes : bytes.swap16();
  };

  it('becomes the same text in UTF-8, however its bytes arrive', async () => {
    const order = fc.constantFrom('utf16le' as const, 'utf16be' as const);
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary' }),
        order,
        fc.integer({ min: 1, max: 5 }),
        async (...given) => {
          const [text, by, size] = given;
          // UTF-16 with NUL behind its mark cannot be told from UTF-32.
          fc.pre(!text.startsWith('\0'));
          const bytes = encoded(text, by);
          expect(formatOf(Buffer.concat([bytes, Buffer.from('a')]))).toBe(by);
          const found = await gather(utf16AsText(inPieces(bytes, size), by));
          expect(found.toString()).toBe(`\uFEFF${text}`);
        },
      ),
    );
  });

  it.each([
    ['half a pair in the middle', 'a\uD83Db', 'a\xffb'],
    ['two halves in the wrong order', 'a\uDE00\uD83Db', 'a\xff\xffb'],
    ['half a pair at the end', 'ab\uD83D', 'ab\xff'],
  ])('that is broken shows where: %s', async (_, text, expected) => {
    const bytes = Buffer.from(text, 'utf16le');
    expect((await gather(utf16AsText(inPieces(bytes, 3), 'utf16le'))).toString('latin1')).toBe(expected);
  });

  it('that ends within a character shows it', async () => {
    const bytes = Buffer.from('ab', 'utf16le').subarray(0, 3);
    expect((await gather(utf16AsText(inPieces(bytes, 2), 'utf16le'))).toString('latin1')).toBe('a\xff');
  });
});

describe('a file packed with gzip', () => {
  const packed = gzipSync('Email\n'.repeat(100_000));

  it('is unpacked', async () => {
    expect((await gather(unpacked(inPieces(packed, 7)))).toString()).toBe('Email\n'.repeat(100_000));
  });

  it.each([
    ['cut off', packed.subarray(0, packed.length - 4)],
    ['damaged', Buffer.concat([packed.subarray(0, 20), Buffer.alloc(20, 7), packed.subarray(40)])],
  ])('is refused if it is %s', async (_, bytes) => {
    expect(await problemOf(unpacked(inPieces(bytes)))).toMatchObject({ code: 'INVALID_FILE_TYPE' });
  });

  it('is refused if it unpacks to more than a file may have', async () => {
    expect(await problemOf(unpacked(inPieces(packed), 599_999))).toMatchObject({ code: 'LIMIT_EXCEEDED' });
    expect((await gather(unpacked(inPieces(packed), 600_000))).length).toBe(600_000);
  });

  it('is not taken for damaged if it cannot be read', async () => {
    const failing = async function* (): AsyncGenerator<Buffer> {
      yield packed.subarray(0, 10);
      throw new Error('The network is down.');
    };
    await expect(gather(unpacked(failing()))).rejects.toThrow('down');
  });
});

describe('a file that is no CSV', () => {
  it.each([
    ['an old spreadsheet', [0xd0, 0xcf, 0x11, 0xe0, 0xa1], 'Excel 97'],
    ['a PDF', [...Buffer.from('%PDF-1.7')], 'PDF'],
    ['UTF-32', [0xff, 0xfe, 0, 0, 0x45, 0, 0, 0], 'UTF-32'],
  ])('is named if it is %s', (_, start, name) => {
    expect(() => formatOf(Buffer.from(start))).toThrow(name);
  });

  it('is said to be Windows-1252 if it is ASCII up to a byte that would be one of its letters', async () => {
    const said = async (bytes: Buffer) => (await problemOf(soundBlocks(inPieces(bytes), 0))).message;
    expect(await said(Buffer.from('Ort\nZ\xfcrich', 'latin1'))).toContain('Windows-1252');
    expect(
      await said(Buffer.concat([Buffer.from('Genève'), Buffer.from('Z\xfcrich', 'latin1')])),
    ).not.toContain('Windows-1252');
    expect(await said(Buffer.from('Ort\nZ\xfc\x01rich', 'latin1'))).not.toContain('Windows-1252');
  });
});

describe('a spreadsheet', () => {
  /** The directory of a ZIP file whose one entry says that it has so many bytes. */
  const zipOf = (size: number): Buffer => {
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50);
    entry.writeUInt32LE(size, 24);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50);
    end.writeUInt16LE(1, 10);
    end.writeUInt32LE(4, 16);
    return Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), entry, end]);
  };

  it('tells by its directory how large it is unpacked', () => {
    expect(unpackedSize(zipEntries(zipOf(5)) ?? [])).toBe(5);
    expect(unpackedSize(zipEntries(Buffer.concat([zipOf(7), Buffer.from('a comment')])) ?? [])).toBe(7);
    expect(zipEntries(Buffer.from('PK'))).toBeUndefined();
    expect(zipEntries(zipOf(5).subarray(4))).toBeUndefined();
  });

  it('is refused before it is unpacked if that would be too much', async () => {
    expect(await problemOf(xlsxAsText(inPieces(zipOf(2 ** 31))))).toMatchObject({ code: 'LIMIT_EXCEEDED' });
  });

  it('is refused if its file is too large', async () => {
    const bytes = Buffer.alloc(20 * 1024 * 1024 + 1);
    expect(await problemOf(xlsxAsText(inPieces(bytes)))).toMatchObject({ code: 'LIMIT_EXCEEDED' });
  });

  const header = `<row r="1">${textCell('A1', 'Email')}${textCell('B1', 'City')}</row>`;
  const ada = `<row r="2">${textCell('A2', 'ada@example.com')}${textCell('B2', 'Bern')}</row>`;

  it('is read where it is used, whatever has a format beside and below', async () => {
    const formats = '<row r="3" spans="1:3"><c r="C3" s="1"/></row><row r="90000" s="2"/>';
    const text = await gather(xlsxAsText(inPieces(xlsxOf(header + ada + formats))));
    expect(text.toString().trim()).toBe('Email,City\nada@example.com,Bern');
  });

  it.each([
    ['far below', `<row r="1048576">${textCell('XFD1048576', 'x')}</row>`],
    ['in a row that no spreadsheet has', `<row r="4000000000">${textCell('A4000000000', 'x')}</row>`],
    [
      'far to the right and far below',
      `<row r="3">${textCell('XFD3', 'x')}</row><row r="9000">${textCell('A9000', 'x')}</row>`,
    ],
    [
      'far to the right in many rows, without content',
      Array.from({ length: 2_000 }, (_, n) => `<row r="${n + 3}"><c r="XFD${n + 3}" s="1"/></row>`).join(''),
    ],
  ])('is refused, before it takes the memory for it, if a stray cell stands %s', async (_, stray) => {
    const found = await problemOf(xlsxAsText(inPieces(xlsxOf(header + ada + stray))));
    expect(found).toMatchObject({ code: 'LIMIT_EXCEEDED', message: expect.stringContaining('stray') });
  });

  it.each([
    ['no ZIP file', Buffer.from([0x50, 0x4b, 3, 4, 20])],
    ['a ZIP file of something else', zipOf(5)],
  ])('is refused if it is %s', async (_, bytes) => {
    expect(await problemOf(xlsxAsText(inPieces(bytes)))).toMatchObject({ code: 'INVALID_FILE_TYPE' });
  });
});
