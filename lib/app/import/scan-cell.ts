import { blankLength, kinds, quote } from './csv-bytes.ts';

/** Where in a cell a scan is. */
export const places = { start: 0, plain: 1, inQuotes: 2, behindQuotes: 3 } as const;

/** A scan through the bytes of a file, at the byte `position`. It does not go beyond `stop` yet. */
export type Scan = {
  kindOf: Uint8Array;
  buffer: Buffer;
  position: number;
  stop: number;
  /** Whether the buffer ends where the file does. */
  isLast: boolean;
  place: number;
  /** Where the cell's quotes open, and whether there was nothing within them. */
  quoteAt: number;
  isEmptyQuoted: boolean;
  /** Whether the row has quotes, and whether all of it so far is blank. */
  hasQuotes: boolean;
  blank: boolean;
};

/** What came of a step: it `went` on, it `waits` for the next byte, or the file is wrong here. */
export type Step = 'went' | 'waits' | 'unclosed' | 'misplaced';

/** A quote outside quotes: it may only be the first thing in its cell. */
export const openQuotes = (scan: Scan): Step => {
  if (scan.place === places.plain) return 'misplaced';
  if (scan.place === places.behindQuotes) return 'unclosed';
  scan.place = places.inQuotes;
  scan.hasQuotes = true;
  scan.quoteAt = scan.position++;
  return 'went';
};

const isEndOfCell = ({ kindOf, buffer }: Scan, position: number): boolean => {
  const next = buffer[position];
  if (next === undefined) return true;
  const kind = kindOf[next];
  return kind === kinds.delimiter || kind === kinds.lineEnd || blankLength(buffer, position) > 0;
};

/** Reads on within quotes, up to and with the quote that closes them. A doubled quote is one of the cell's own. */
export const readInQuotes = (scan: Scan): Step => {
  const { buffer, stop } = scan;
  let { position } = scan;
  while (scan.blank && position < stop && buffer[position] !== quote) {
    const length = blankLength(buffer, position);
    scan.blank = length > 0;
    position += length;
  }
  while (position < stop && buffer[position] !== quote) position++;
  scan.position = position;
  if (position >= stop) return 'went';
  if (position + 1 === buffer.length && !scan.isLast) return 'waits';
  if (buffer[position + 1] === quote) {
    scan.blank = false;
    scan.position += 2;
    return 'went';
  }
  if (!isEndOfCell(scan, position + 1)) return 'unclosed';
  scan.isEmptyQuoted = position === scan.quoteAt + 1;
  scan.place = places.behindQuotes;
  scan.position++;
  return 'went';
};

/** Reads on outside quotes, up to what is not part of the cell's text. */
export const readPlain = (scan: Scan): Step => {
  const { buffer, stop, kindOf } = scan;
  if (scan.place === places.plain) {
    let { position } = scan;
    while (position < stop && kindOf[buffer[position] ?? 0] === kinds.other) position++;
    scan.position = position;
    return 'went';
  }
  const length = blankLength(buffer, scan.position);
  if (scan.place === places.behindQuotes) {
    // csv-parse takes a blank of several bytes here only if there was nothing in the quotes.
    if (length === 0 || (length > 1 && !scan.isEmptyQuoted)) return 'unclosed';
  } else if (length === 0) {
    scan.place = places.plain;
    scan.blank = false;
  }
  scan.position += Math.max(1, length);
  return 'went';
};
