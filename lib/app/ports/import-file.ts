import type { ImportFile, ImportSource } from '../../domain/import/import.ts';

/** What the bucket says of a file: its size and the metadata that it was uploaded with, names in lower case. */
export type FileDescription = { size: number; metadata: Record<string, string> };

/** The bytes of a file as they come. */
export type Pieces = AsyncIterable<Uint8Array>;

/**
 * The uploaded files. Every read is of the very content that the import began with: a file that has been deleted or replaced
 * since, or that may not be read, is undefined.
 */
export type ImportFiles = {
  describe(file: ImportFile): Promise<FileDescription | undefined>;
  /** The bytes from `from` on. */
  open(file: ImportFile, from: number): Promise<Pieces | undefined>;
  /**
   * Keeps the text that a file was converted to, under a key in the same bucket; what was kept under that key is replaced.
   * Nothing is kept if the text ends with an error.
   */
  keepText(file: ImportFile, key: string, text: AsyncIterable<Buffer>): Promise<ImportSource>;
  /** The bytes from `from` up to but not including `to`. */
  read(file: ImportFile, from: number, to: number): Promise<Uint8Array | undefined>;
};

/** A form that whoever has it may upload one file with, under one key, for a while. */
export type UploadForm = { url: string; fields: Record<string, string> };

export type UploadForms = {
  /**
   * @param form.metadata what the file will carry; the form cannot be sent with anything else
   * @param form.seconds how long the form works
   */
  sign(form: {
    key: string;
    largestFile: number;
    seconds: number;
    metadata: Record<string, string>;
  }): Promise<UploadForm>;
};
