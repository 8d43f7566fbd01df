import { createHash } from 'node:crypto';

/** The ids that `lib/runtime/ids.ts` draws have as many digits. */
const smallestId = 10n ** 9n;
const idsEnd = 2n ** 47n;

/** A number of 64 bits that follows from these words. */
export const hashOf = (words: readonly string[]): bigint =>
  createHash('sha256').update(JSON.stringify(words)).digest().readBigUInt64BE(0);

/** The id of an owner, a rotation or a workflow that follows from a hash. */
export const shortIdOf = (hash: bigint): string => String(smallestId + (hash % (idsEnd - smallestId)));
