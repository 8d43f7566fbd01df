export const quote = 0x22;
export const lineFeed = 0x0a;
export const carriageReturn = 0x0d;

/** What a byte can be outside quotes. */
export const kinds = { other: 0, delimiter: 1, lineEnd: 2, quote: 3 } as const;

/** The kind of every byte, in a file with this delimiter. */
export const kindsOfBytes = (delimiter: string): Uint8Array => {
  const table = new Uint8Array(256);
  table[lineFeed] = kinds.lineEnd;
  table[carriageReturn] = kinds.lineEnd;
  table[quote] = kinds.quote;
  table[delimiter.charCodeAt(0)] = kinds.delimiter;
  return table;
};

/** Every character that `String.prototype.trim` takes for blank, as its bytes. */
const blanks = [
  ...'\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007',
  ...'\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff',
].map((character) => Buffer.from(character));

const blanksByFirstByte = Array.from({ length: 256 }, (_, byte) =>
  blanks.filter(([first]) => first === byte),
);

/** How many bytes the blank has that stands here; 0 if it is none. */
export const blankLength = (buffer: Buffer, place: number): number => {
  const candidates = blanksByFirstByte[buffer[place] ?? 0] ?? [];
  for (const blank of candidates) {
    let n = 1;
    while (n < blank.length && buffer[place + n] === blank[n]) n++;
    if (n === blank.length) return n;
  }
  return 0;
};

/** How many lines end in a part of a buffer; CRLF ends one. */
export const lineBreaks = (buffer: Buffer, from: number, to: number): number => {
  let count = 0;
  for (let place = from; place < to; place++) {
    const byte = buffer[place];
    if (byte === lineFeed && (place === from || buffer[place - 1] !== carriageReturn)) count++;
    else if (byte === carriageReturn) count++;
  }
  return count;
};
