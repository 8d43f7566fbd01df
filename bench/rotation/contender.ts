import type { Tally } from './tally.ts';

/** One way to give records to owners, on an emulator of its own. */
export type Contender = {
  name: string;
  /** Takes in all the records that are to be given away. Part of the time that is measured, as is `advance`. */
  begin: () => Promise<void>;
  /** Gives records away, history included, until at least so many of them are; gives how many are. */
  advance: (to: number) => Promise<number>;
  /** What it has asked of DynamoDB since it began. */
  tally: () => Tally;
  /** @throws Error unless every record has one owner, one entry of history, and the owners equal shares */
  check: () => Promise<void>;
  stop: () => Promise<void>;
};

/**
 * What is to be done: so many records, owners, and producers or workers at a time; `roundTripMs` is what a network adds to each
 * request to DynamoDB.
 */
export type Load = { records: number; owners: number; producers: number; roundTripMs: number };
