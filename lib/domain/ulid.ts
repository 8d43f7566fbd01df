const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const encode = (value: bigint, length: number): string => {
  let rest = value;
  let text = '';
  for (let i = 0; i < length; i++) {
    text = alphabet.charAt(Number(rest & 31n)) + text;
    rest >>= 5n;
  }
  return text;
};

/** FNV-1a, 64 bits: spreads names over the last bits of an id. Nothing secret rests on it. */
const hash64 = (text: string): bigint => {
  let hash = 0xcbf29ce484222325n;
  for (let i = 0; i < text.length; i++) {
    hash = ((hash ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n) & 0xffffffffffffffffn;
  }
  return hash;
};

/**
 * A ULID (26 characters of Crockford's base 32: 48 bits of time, 80 more) whose bits are derived rather than drawn: 32 bits
 * of a sequence number, so that ids of one millisecond sort by it, and 48 bits of a name's hash.
 *
 * @param time milliseconds since 1970
 * @param sequence a whole number below 2^32
 */
export const ulidFrom = (time: number, sequence: number, name: string): string => {
  const low = (BigInt(sequence >>> 0) << 48n) | (hash64(name) >> 16n);
  return encode(BigInt(time), 10) + encode(low, 16);
};

export const ulidPattern = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
