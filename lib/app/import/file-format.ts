import { FileProblem } from '../../domain/import/file-problem.ts';

/** What an uploaded file is, as far as its first bytes tell. Its name does not matter. */
export type FileFormat = 'text' | 'utf16le' | 'utf16be' | 'gzip' | 'xlsx';

const formats: [readonly number[], FileFormat][] = [
  [[0xff, 0xfe], 'utf16le'],
  [[0xfe, 0xff], 'utf16be'],
  [[0x1f, 0x8b], 'gzip'],
  [[0x50, 0x4b, 0x03, 0x04], 'xlsx'],
];

const refused: [readonly number[], string][] = [
  [[0xff, 0xfe, 0x00, 0x00], 'a text in UTF-32'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'a spreadsheet in the format of Excel 97 or one with a password'],
  [[...Buffer.from('%PDF')], 'a PDF'],
];

const startsWith = (start: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, n) => start[n] === byte);

/** @throws FileProblem if it is a format that people upload by mistake */
export const formatOf = (start: Uint8Array): FileFormat => {
  const mistake = refused.find(([mark]) => startsWith(start, mark))?.[1];
  if (mistake !== undefined) {
    throw new FileProblem('INVALID_FILE_TYPE', `This is ${mistake}. Save it as "CSV UTF-8" or as .xlsx.`);
  }
  return formats.find(([mark]) => startsWith(start, mark))?.[1] ?? 'text';
};
