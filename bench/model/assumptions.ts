import type { Distribution } from './chance.ts';

/** Latencies in milliseconds, as the calling function sees them. */
const putItem: Distribution = [
  [0, 5.47],
  [0.5, 7.55],
  [0.9, 11.3],
  [0.95, 13.2],
  [0.99, 16.2],
  [1, 29],
];
const transactionOf5: Distribution = [
  [0, 19.4],
  [0.5, 25.3],
  [0.9, 30.7],
  [0.95, 36.4],
  [0.99, 92.5],
  [1, 218],
];
const transactionOf25: Distribution = [
  [0, 23.5],
  [0.5, 32.1],
  [0.9, 40.5],
  [0.95, 47.2],
  [0.99, 97.5],
  [1, 258],
];
const batchWriteOf25: Distribution = [
  [0, 7.96],
  [0.5, 10.2],
  [0.9, 16],
  [0.95, 18],
  [0.99, 27.6],
  [1, 76.4],
];
const times = (distribution: Distribution, factor: number): Distribution =>
  distribution.map(([share, value]) => [share, value * factor]);

/** A line through what was measured for 5 and for 25 items. */
const transactionOf = (items: number): Distribution =>
  transactionOf5.map(([share, of5], n) => {
    const of25 = transactionOf25[n]?.[1] ?? of5;
    return [share, of5 + ((of25 - of5) * (items - 5)) / 20];
  });

export const latency = {
  write: putItem,
  read: times(putItem, 0.6),
  /** A BatchGetItem of the records of one batch. */
  batchRead: times(batchWriteOf25, 1.5),
  transactionOf,
  /** From a message's arrival in the queue to the function that works on it. */
  standardQueue: [
    [0, 10],
    [0.1, 13.7],
    [0.5, 16.2],
    [0.9, 33.8],
    [0.99, 105],
    [1, 105],
  ] satisfies Distribution,
  fifoQueue: [
    [0, 15],
    [0.1, 21.9],
    [0.5, 28.1],
    [0.9, 61.2],
    [0.99, 645],
    [1, 645],
  ] satisfies Distribution,
  /** What a function computes to decide one record. */
  computePerRecord: 0.2,
};

/** Write units a second. `table` holds for a table and for each of its indexes. */
export type Limits = { name: string; table: number; partitionKey: number };

export const newTable: Limits = { name: 'new on-demand tables', table: 4_000, partitionKey: 1_000 };
export const warmTable: Limits = { name: 'tables warmed to 40,000', table: 40_000, partitionKey: 1_000 };

/** Over how many partitions of the index `byOwner` those of one owner, or of nobody, are spread. */
export const indexShards = 8;

export const messagesPerDelivery = 10;

/** When a message comes again that a function has reported as failed: the visibility timeout, in milliseconds. */
export const redeliveryAfterMs = 180_000;

/** Full jitter below a ceiling that doubles with every attempt, in milliseconds. */
export type Backoff = { baseMs: number; ceilingMs: number };

/** lib/pause.ts, in the baseline. */
export const counterBackoff: Backoff = { baseMs: 20, ceilingMs: 1_000 };
/** The patience of lib/app/rotation/rotate.ts. */
export const decisionBackoff: Backoff = { baseMs: 20, ceilingMs: 1_000 };
export const decisionAttempts = 24;
/** The SDK's standard retries of a throttled request. */
export const throttledBackoff: Backoff = { baseMs: 500, ceilingMs: 20_000 };

/** Write units of the decision and the standings of so many records, twice since they are in a transaction. */
export const ledgerUnits = (records: number): number => 2 + 2 * Math.ceil((400 + 36 * records) / 1_024);

/** What stands above the figures: where each assumption is from. */
export const assumptionLines = `Modelled, not measured. Times are drawn from these distributions (p50, p99 in ms), all independent of each other:
  single write      7.6, 16   PutItem, Alex DeBrie, DynamoDB transactions performance testing, 2020
  single read       4.5, 9.7  own assumption: 0.6 of a write
  read of a batch    15, 41   own assumption: 1.5 times BatchWriteItem of 25 items (same source)
  transaction     58, 116     for 100 items: own assumption, a line through the same source's 5 items (25, 93) and 25 (32, 98)
  SQS to Lambda   16, 105     standard, and 28, 645 FIFO, per delivery of up to 10 messages: bitesizedserverless.com, 2022
  computing       0.2         per record decided: own assumption; no cold starts
Limits (AWS documentation): 1,000 write units a second per partition key; 4,000 per new on-demand table or index. Warmed
tables have 40,000. Bursts beyond one second's worth, and tables that split under load, are left out.
Counter   A worker takes its records one after the other: read the counter, write it if nobody did meanwhile, else wait (full
          jitter, 20 ms doubling to 1 s) and look again; write the record; write the history. 1 write unit each, and 1 for
          every refused write of the counter. Plain writes do not raise TransactionConflict: its hot spot costs retries only.
Rota      Batches of up to 98 records; three reads in a row, then one transaction: 2 write units per record, and those of
          decision and standings. One delivery of a rotation at a time, so neither conflict can happen; the model would show it.
          A cancelled transaction is decided anew (24 attempts, jitter to 1 s), then comes again after 180 s. The history
          follows from the stream and delays no decision.
Both      2 write units in the index byOwner per record, 1 of them in one of the 8 partitions of records without an owner,
          transactions not doubling these (as the emulator counts). A throttled write costs nothing and is repeated after the
          SDK's backoff (full jitter, 0.5 s doubling to 20 s). Whoever is a member takes part; reads are never throttled.
`;
