import { isUtf8 } from 'node:buffer';
import { FileProblem } from '../../domain/import/file-problem.ts';
import type { Pieces } from '../ports/import-file.ts';

const zip = [0x50, 0x4b, 0x03, 0x04];
const gzip = [0x1f, 0x8b];
const utf16 = [
  [0xff, 0xfe],
  [0xfe, 0xff],
];

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, n) => bytes[n] === byte);

/** Names the file formats that people upload by mistake. */
const refuseKnownFormats = (start: Uint8Array): void => {
  const refuse = (what: string): never => {
    throw new FileProblem('INVALID_FILE_TYPE', `This is ${what}, not a CSV file in UTF-8.`);
  };
  if (startsWith(start, zip)) refuse('a spreadsheet or another packed file');
  if (startsWith(start, gzip)) refuse('a file packed with gzip');
  if (utf16.some((mark) => startsWith(start, mark))) refuse('a text in UTF-16');
};

/** How many bytes at the end belong to a character whose rest is yet to come: at most 3. */
const unfinished = (bytes: Uint8Array): number => {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? back : 0;
    }
    if (byte < 0x80) return 0;
  }
  return 0;
};

/**
 * Hands the bytes of a file on, unchanged, as long as they are text in UTF-8.
 *
 * @throws FileProblem at the first piece that is not
 */
export async function* soundPieces(pieces: Pieces): AsyncGenerator<Buffer> {
  let offset = 0;
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of pieces) {
    const bytes = Buffer.concat([rest, piece]);
    if (offset === 0) refuseKnownFormats(bytes);
    if (bytes.includes(0)) {
      throw new FileProblem(
        'INVALID_FILE_TYPE',
        `This is not a text: byte ${offset + bytes.indexOf(0)} is NUL.`,
      );
    }
    const whole = bytes.subarray(0, bytes.length - unfinished(bytes));
    if (!isUtf8(whole)) throw notUtf8(offset);
    rest = bytes.subarray(whole.length);
    offset += whole.length;
    if (whole.length > 0) yield whole;
  }
  if (rest.length > 0) throw notUtf8(offset);
}

const notUtf8 = (offset: number): FileProblem =>
  new FileProblem(
    'INVALID_FILE_TYPE',
    `This is not a text in UTF-8: there are other bytes behind byte ${offset}. Save the file as "CSV UTF-8".`,
  );
