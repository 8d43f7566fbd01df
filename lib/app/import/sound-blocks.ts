import { isUtf8 } from 'node:buffer';
import { FileProblem } from '../../domain/import/file-problem.ts';

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

const wholeCharacters = (bytes: Buffer): Buffer => bytes.subarray(0, bytes.length - unfinished(bytes));

/** How many bytes stand before the first that cannot be UTF-8. */
const soundLength = (bytes: Buffer): number => {
  let sound = 0;
  let broken = bytes.length + 1;
  while (broken - sound > 1) {
    const middle = (sound + broken) >> 1;
    if (isUtf8(wholeCharacters(bytes.subarray(0, middle)))) sound = middle;
    else broken = middle;
  }
  return wholeCharacters(bytes.subarray(0, sound)).length;
};

const noText = (offset: number): FileProblem =>
  new FileProblem('INVALID_FILE_TYPE', `This is not a text: byte ${offset} is NUL.`);

const advice = 'Save the file as "CSV UTF-8".';

const notUtf8 = (offset: number): FileProblem =>
  new FileProblem(
    'INVALID_FILE_TYPE',
    `This is not a text in UTF-8: byte ${offset} belongs to no character. ${advice}`,
  );

const windows1252 = (offset: number): FileProblem =>
  new FileProblem(
    'INVALID_FILE_TYPE',
    `This is a text in Windows-1252 or the like, not in UTF-8, as byte ${offset} shows. ${advice}`,
  );

/** Tabs and line ends are the control characters of a text; five bytes are none in Windows-1252. */
const isWindows1252 = (byte: number): boolean =>
  byte < 0x20
    ? byte === 0x09 || byte === 0x0a || byte === 0x0d
    : ![0x7f, 0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(byte);

/** What bytes are that are no UTF-8 from the place `sound` on. In Windows-1252 all before would have been ASCII. */
const nameEncoding = (bytes: Buffer, sound: number, offset: number): FileProblem =>
  bytes.every((byte, place) => isWindows1252(byte) && (place >= sound || byte < 0x80))
    ? windows1252(offset + sound)
    : notUtf8(offset + sound);

/** The part of some bytes, whole characters all, that is text, and what is wrong behind it. */
const check = (bytes: Buffer, offset: number): { text: Buffer; problem?: FileProblem } => {
  const nul = bytes.indexOf(0);
  const beforeNul = nul < 0 ? bytes : bytes.subarray(0, nul);
  if (!isUtf8(beforeNul)) {
    const length = soundLength(beforeNul);
    return { text: bytes.subarray(0, length), problem: nameEncoding(bytes, length, offset) };
  }
  return nul < 0 ? { text: bytes } : { text: beforeNul, problem: noText(offset + nul) };
};

/**
 * Hands the bytes of a file on, unchanged and in whole characters, as long as they are text in UTF-8.
 *
 * @param offset where in the file the first byte is, to say where it is broken
 * @throws FileProblem behind the last byte that is sound
 */
export async function* soundBlocks(blocks: AsyncIterable<Buffer>, offset: number): AsyncGenerator<Buffer> {
  let place = offset;
  let rest: Buffer = Buffer.alloc(0);
  for await (const block of blocks) {
    const bytes = rest.length === 0 ? block : Buffer.concat([rest, block]);
    const whole = wholeCharacters(bytes);
    const { text, problem } = check(whole, place);
    if (text.length > 0) yield text;
    if (problem !== undefined) throw problem;
    rest = bytes.subarray(whole.length);
    place += whole.length;
  }
  if (rest.length > 0) throw notUtf8(place);
}
