import { createHash } from 'node:crypto';
import type { ImportFile } from '../../domain/import/import.ts';
import { importIdInKey } from '../../domain/import/upload-key.ts';

/** 19 decimal digits that follow from a text, in the form of every record's id. */
const idFrom = (text: string): string => {
  const hash = createHash('sha256').update(text).digest().readBigUInt64BE(0);
  return `1${String(hash % 10n ** 18n).padStart(18, '0')}`;
};

/** The id of the import of a file: the one in its key, else one that follows from the key and the content. */
export const importIdOf = ({ bucket, key, etag, versionId }: ImportFile): string =>
  importIdInKey(key) ?? idFrom(JSON.stringify([bucket, key, versionId ?? etag]));

/** The id of the record that a row creates, if it creates one: the same however often the row is read. */
export const createdIdOf = (importId: string, row: number): string => idFrom(`${importId}#${row}`);

/** The id of the import that applies a dry run: the same however often that is asked for. */
export const applyIdOf = (dryRunId: string): string => idFrom(`apply ${dryRunId}`);
