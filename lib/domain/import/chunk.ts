/** A run of whole rows of a file: the bytes from `from` up to but not including `to`. */
export type Chunk = {
  number: number;
  from: number;
  to: number;
  /** The row that the first line of the chunk is, be it empty or not. */
  firstRow: number;
  /** How many rows it has, blank ones aside. */
  rows: number;
  /**
   * The rows that may mean a record which an earlier row of the file means. Such a row has to leave its mark on the record even
   * if it changes nothing, or the earlier one, written later, would win.
   */
  repeats: readonly number[] | 'all';
};

/** How far a file has been cut: a place between two chunks, from which the rest is cut the same whoever goes on. */
export type SplitCursor = {
  /** The byte, the row and the line with which the next chunk begins. */
  from: number;
  row: number;
  line: number;
  /** The number of that chunk. */
  chunk: number;
  /** How many rows the chunks before it have. */
  rows: number;
};
