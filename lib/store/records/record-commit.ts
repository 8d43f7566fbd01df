import type { CommitResult, RecordWrite, WriteFailure } from '../../app/ports/records.ts';
import { uniqueKeysOf } from '../../domain/record/record.ts';
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

const putRecord = (table: string, write: RecordWrite): Step =>
  write.kind === 'create'
    ? {
        item: {
          Put: {
            TableName: table,
            Item: toRecordItem(write.record),
            ConditionExpression: 'attribute_not_exists(recordKey)',
            ...failOnExisting,
          },
        },
        failure: (existing) => ({
          reason: 'ID_TAKEN',
          existing: existing === undefined ? undefined : fromRecordItem(existing),
        }),
      }
    : {
        item: {
          Put: {
            TableName: table,
            Item: toRecordItem(write.after),
            ConditionExpression: 'version = :version',
            ExpressionAttributeValues: { ':version': write.before.version },
          },
        },
        failure: () => ({ reason: 'CHANGED_MEANWHILE' }),
      };

/** The keys that a write gives up and those that it takes. An archived record keeps none, so that its e-mail is free again. */
const keyChanges = (write: RecordWrite): { released: string[]; claimed: string[]; recordId: string } => {
  const record = write.kind === 'create' ? write.record : write.after;
  const held =
    write.kind === 'create' || write.before.archivedAt !== null
      ? []
      : uniqueKeysOf(record.objectType, write.before.properties);
  const wanted = record.archivedAt === null ? uniqueKeysOf(record.objectType, record.properties) : [];
  return {
    released: held.filter((key) => !wanted.includes(key)),
    claimed: wanted.filter((key) => !held.includes(key)),
    recordId: record.id,
  };
};

const stepsOf = (tables: RecordTables, write: RecordWrite): Step[] => {
  const { released, claimed, recordId } = keyChanges(write);
  return [
    putRecord(tables.records, write),
    ...released.map((key) => releaseKey(tables.recordKeys, key, recordId)),
    ...claimed.map((key) => claimKey(tables.recordKeys, key, recordId)),
  ];
};

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
