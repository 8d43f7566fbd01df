/** Which keys have been seen, in a memory of fixed size. */
export type KeyFilter = {
  /** Adds a key. True if it has been added before, or, about once in a million times, only seems to have been. */
  seen(key: string): boolean;
};

/** 4 MiB: about 32 bits for each row that an import may have. */
const usualBits = 2 ** 25;
const probes = 8;

/** FNV-1a over the code units, stirred at the end so that every bit of the text reaches every bit of the 32 of the hash. */
export const hashOf = (key: string, seed: number): number => {
  let value = seed;
  for (let n = 0; n < key.length; n++) value = Math.imul(value ^ key.charCodeAt(n), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
};

/**
 * A Bloom filter: it never takes a key that came before for a new one.
 *
 * @param bits how many bits it has: a power of two
 */
export const keyFilter = (bits = usualBits): KeyFilter => {
  const words = new Uint32Array(bits / 32);
  return {
    seen(key) {
      const first = hashOf(key, 0x811c9dc5);
      // Odd, so that the probes fall on different bits.
      const stride = hashOf(key, 0x9747b28c) | 1;
      let known = true;
      for (let probe = 0; probe < probes; probe++) {
        const bit = (first + Math.imul(probe, stride)) & (bits - 1);
        const mask = 1 << (bit & 31);
        const word = words[bit >>> 5] ?? 0;
        if ((word & mask) !== 0) continue;
        known = false;
        words[bit >>> 5] = word | mask;
      }
      return known;
    },
  };
};
