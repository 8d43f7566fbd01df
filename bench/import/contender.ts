import type { Tally } from '../rotation/tally.ts';
import type { Edition } from './contacts-file.ts';

/** What an import asked for: of DynamoDB, and of the bucket and the queue, in requests. */
export type Usage = { dynamo: Tally; bucketRequests: number; queueRequests: number };

/** One way to import a file of contacts, on an emulator of its own. */
export type Contender = {
  name: string;
  /** How many rows it imports: a slow one fewer, since its speed does not depend on how many there are. */
  rows: number;
  /** Takes in a file and counts from nothing. Part of the time that is measured, as is `advance`. */
  begin: (edition: Edition) => Promise<void>;
  /** Imports until about this share of the file is done; all of it when the share is 1. */
  advance: (share: number) => Promise<void>;
  /** What it has asked for since it began. */
  usage: () => Usage;
  /** @throws Error unless every row of the file is in the table, with its owner, once */
  check: (edition: Edition) => Promise<void>;
  stop: () => Promise<void>;
};

/**
 * What is to be done: so many rows by so many workers at a time; the baseline imports `baselineRows` of them. `roundTripMs` is what
 * a network adds to each request to DynamoDB.
 */
export type Load = { rows: number; baselineRows: number; workers: number; roundTripMs: number };
