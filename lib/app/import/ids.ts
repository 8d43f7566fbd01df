import { createHash } from 'node:crypto';
import type { ImportFile } from '../../domain/import/import.ts';
import { importIdFrom } from '../../domain/import/import-id.ts';
import { importIdInKey } from '../../domain/import/upload-key.ts';

/** 64 bits that follow from a text. */
const bitsOf = (text: string): bigint => createHash('sha256').update(text).digest().readBigUInt64BE(0);

/** The id of the import of a file: the one in its key, else one that follows from the key and the content. */
export const importIdOf = ({ bucket, key, etag, versionId }: ImportFile): string =>
  importIdInKey(key) ?? importIdFrom(bitsOf(JSON.stringify([bucket, key, versionId ?? etag])));

/** The id of the record that a row creates, if it creates one: the same however often the row is read. */
export const createdIdOf = (importId: string, row: number): string =>
  `1${String(bitsOf(`${importId}#${row}`) % 10n ** 18n).padStart(18, '0')}`;

/** The id of the import that applies a dry run: the same however often that is asked for. */
export const applyIdOf = (dryRunId: string): string => importIdFrom(bitsOf(`apply ${dryRunId}`));
