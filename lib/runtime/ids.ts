import { randomBytes, randomInt } from 'node:crypto';
import { importIdFrom } from '../domain/import/import-id.ts';
import { ulidFrom } from '../domain/ulid.ts';

/** A record's id: 19 decimal digits, 10^18 of them, so that two draws do not meet; a 64-bit integer can hold it. */
export const newRecordId = (): string => `1${digits()}${digits()}`;

const digits = (): string => String(randomInt(10 ** 9)).padStart(9, '0');

/** The id of an import whose file is still to come. */
export const newImportId = (): string => importIdFrom(randomBytes(8).readBigUInt64BE());

/** The id of an owner, a team or a rotation: ten to fifteen decimal digits, below 2^53. */
export const newId = (): string => String(randomInt(10 ** 9, 2 ** 47));

/** An id that sorts by the time at which it was made. */
export const newSortableId = (): string => {
  const bytes = randomBytes(16);
  return ulidFrom(Date.now(), bytes.readUInt32BE(0), bytes.toString('hex'));
};

/** A seed for the draws of one decision: 32 hexadecimal digits. */
export const newSeed = (): string => randomBytes(16).toString('hex');
