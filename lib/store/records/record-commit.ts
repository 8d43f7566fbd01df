import type { CommitResult, WriteFailure } from '../../app/ports/records.ts';
import { withOwnerSetAt } from '../../domain/record/owner-set-at.ts';
import { withOwnerSettled } from '../../domain/record/owner-settled.ts';
import type { CrmRecord } from '../../domain/record/record.ts';
import { keyChanges, type RecordWrite } from '../../domain/record/unique-key.ts';
import type { Item } from '../batch.ts';
import type { Dynamo } from '../dynamo.ts';
import { type ItemVerdict, type TransactionItem, transact } from '../transaction.ts';
import { fromRecordItem, toRecordItem } from './record-item.ts';

export type RecordTables = { records: string; recordKeys: string };

/** One item of the transaction, and what a failure of its condition says about the write. */
type Step = { item: TransactionItem; failure: (existing: Item | undefined) => WriteFailure };

const failOnExisting = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;

const claimKey = (table: string, uniqueKey: string, recordId: string): Step => ({
  item: {
    Put: {
      TableName: table,
      Item: { uniqueKey, recordId },
      ConditionExpression: 'attribute_not_exists(uniqueKey)',
      ...failOnExisting,
    },
  },
  failure: (existing) => ({
    reason: 'KEY_TAKEN',
    uniqueKey,
    recordId: typeof existing?.['recordId'] === 'string' ? existing['recordId'] : undefined,
  }),
});

const releaseKey = (table: string, uniqueKey: string, recordId: string): Step => ({
  item: {
    Delete: {
      TableName: table,
      Key: { uniqueKey },
      ConditionExpression: 'attribute_not_exists(uniqueKey) OR recordId = :recordId',
      ExpressionAttributeValues: { ':recordId': recordId },
    },
  },
  failure: () => ({ reason: 'CHANGED_MEANWHILE' }),
});

const createRecord = (table: string, record: CrmRecord): Step => ({
  item: {
    Put: {
      TableName: table,
      Item: toRecordItem(record),
      ConditionExpression: 'attribute_not_exists(recordKey)',
      ...failOnExisting,
    },
  },
  failure: (existing) => ({
    reason: 'ID_TAKEN',
    existing: existing === undefined ? undefined : fromRecordItem(existing),
  }),
});

const replaceRecord = (table: string, before: CrmRecord, after: CrmRecord): Step => ({
  item: {
    Put: {
      TableName: table,
      Item: toRecordItem(after),
      ConditionExpression: 'version = :version',
      ExpressionAttributeValues: { ':version': before.version },
    },
  },
  failure: () => ({ reason: 'CHANGED_MEANWHILE' }),
});

const stepsOf = (tables: RecordTables, write: RecordWrite): Step[] => {
  const { before } = write;
  const after = withOwnerSetAt({ before, after: withOwnerSettled(write) });
  const { released, claimed } = keyChanges(write);
  const recordId = after.id;
  return [
    before === undefined ? createRecord(tables.records, after) : replaceRecord(tables.records, before, after),
    ...released.map((key) => releaseKey(tables.recordKeys, key, recordId)),
    ...claimed.map((key) => claimKey(tables.recordKeys, key, recordId)),
  ];
};

/** The items of a transaction that one write is: the record, and each unique key that it takes or gives up. */
export const itemsOf = (tables: RecordTables, write: RecordWrite): TransactionItem[] =>
  stepsOf(tables, write).map(({ item }) => item);

const failureOf = (step: Step, verdict: ItemVerdict): WriteFailure | undefined => {
  if (verdict.verdict === 'fine') return undefined;
  return verdict.verdict === 'busy' ? { reason: 'CHANGED_MEANWHILE' } : step.failure(verdict.existing);
};

/** Writes records and the unique keys that they take and give up, all or nothing. */
export const commitRecords = async (
  dynamo: Dynamo,
  tables: RecordTables,
  writes: readonly RecordWrite[],
): Promise<CommitResult> => {
  const steps = writes.flatMap((write, place) => stepsOf(tables, write).map((step) => ({ step, place })));
  const result = await transact(
    dynamo,
    steps.map(({ step }) => step.item),
  );
  if (result.committed) return result;
  const failures = new Map<number, WriteFailure>();
  for (const [n, { step, place }] of steps.entries()) {
    const failure = failureOf(step, result.verdicts[n] ?? { verdict: 'fine' });
    if (failure !== undefined && !failures.has(place)) failures.set(place, failure);
  }
  return { committed: false, failures };
};
