/** What one design asked of DynamoDB. Units are write units as AWS counts them: 1 KB of an item, twice in a transaction. */
export type Tally = {
  /** Requests that went out, the SDK's own repeats included. */
  requests: number;
  /** Requests that had to be made again: the SDK's repeats, and writes that were refused. */
  retries: number;
  /** Refused writes by table: a condition that did not hold, or a transaction in the way. */
  conflicts: Record<string, number>;
  /** By table, indexes apart. */
  writeUnits: Record<string, number>;
  indexWriteUnits: number;
  readUnits: number;
};

export const newTally = (): Tally => ({
  requests: 0,
  retries: 0,
  conflicts: {},
  writeUnits: {},
  indexWriteUnits: 0,
  readUnits: 0,
});

export const sum = (byTable: Record<string, number>): number =>
  Object.values(byTable).reduce((total, n) => total + n, 0);

const addTo = (byTable: Record<string, number>, table: string, n: number): void => {
  byTable[table] = (byTable[table] ?? 0) + n;
};

/** What DynamoDB answers when it is asked for the consumed capacity with its indexes. */
export type Consumed = {
  TableName?: string | undefined;
  CapacityUnits?: number | undefined;
  Table?: { CapacityUnits?: number | undefined } | undefined;
  GlobalSecondaryIndexes?: Record<string, { CapacityUnits?: number | undefined }> | undefined;
};

const writes = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems']);

/** Counts an answered call of one operation, `UpdateItem` say, which took so many requests. */
export const countAnswer = (
  tally: Tally,
  operation: string,
  answer: { attempts: number; consumed: readonly Consumed[] },
): void => {
  tally.requests += answer.attempts;
  tally.retries += answer.attempts - 1;
  for (const { TableName = '', CapacityUnits = 0, Table, GlobalSecondaryIndexes = {} } of answer.consumed) {
    const units = Table?.CapacityUnits ?? CapacityUnits;
    if (!writes.has(operation)) {
      tally.readUnits += CapacityUnits;
      continue;
    }
    addTo(tally.writeUnits, TableName, units);
    tally.indexWriteUnits += Object.values(GlobalSecondaryIndexes).reduce(
      (total, index) => total + (index.CapacityUnits ?? 0),
      0,
    );
  }
};

/**
 * Counts a write that DynamoDB refused. Its answer does not say what was consumed, but AWS charges it as if it had been done: one
 * unit per item here, two in a transaction, which is exact for items of up to 1 KB and too little for larger ones.
 *
 * @param call.tables the table of each item that was to be written
 * @param call.atFault the tables of those items on which it failed
 */
export const countRefusal = (
  tally: Tally,
  call: { attempts: number; tables: readonly string[]; atFault: readonly string[]; unitsPerItem: 1 | 2 },
): void => {
  tally.requests += call.attempts;
  tally.retries += call.attempts;
  for (const table of call.tables) addTo(tally.writeUnits, table, call.unitsPerItem);
  for (const table of call.atFault) addTo(tally.conflicts, table, 1);
};
