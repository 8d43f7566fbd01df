import type { ImportFile } from '../../domain/import/import.ts';

/** The way into the bucket for files that come through the API. */
export type ImportUploads = {
  /** Keeps a file under a key that nobody else has. Its arrival starts the import. */
  put(upload: { key: string; bytes: Uint8Array }): Promise<ImportFile>;
};
