import type { JobPage, JobPages, PageOutcome } from '../../app/ports/job-store.ts';
import type { ResultsOfPage, SelectedPage } from '../../app/ports/selections.ts';
import { type Move, writeOf } from '../../domain/job/job.ts';
import { ownerKind } from '../directory/owner-store.ts';
import type { Dynamo } from '../dynamo.ts';
import { ownerUpdate } from '../records/owner-update.ts';
import { itemsOf, type RecordTables } from '../records/record-commit.ts';
import { recordKey } from '../records/record-item.ts';
import { type TransactionItem, type TransactionResult, transact } from '../transaction.ts';
import { replaceJob } from './job-store.ts';
import { toIdsItem, toResultsItem } from './selection-item.ts';

export type PageTables = RecordTables & { jobs: string; directory: string };

/** Moves a record, if nobody wrote it since it was read. */
const moveRecord = (table: string, { record, property, ownerId }: Move, page: JobPage): TransactionItem => {
  const { objectType, id, version } = record;
  const write = writeOf(page.before, id, page.at);
  const update = ownerUpdate({ objectType, recordId: id, property, ownerId, write });
  return {
    Update: {
      TableName: table,
      Key: { recordKey: recordKey(objectType, id) },
      ...update,
      ConditionExpression: 'version = :version',
      ExpressionAttributeValues: { ...update.ExpressionAttributeValues, ':version': version },
    },
  };
};

/** Holds if an owner may own records of a type: nobody is deactivated between the check and the write. */
const mayOwn = (
  table: string,
  { ownerId, objectType }: NonNullable<JobPage['receiver']>,
): TransactionItem => ({
  ConditionCheck: {
    TableName: table,
    Key: { kind: ownerKind, id: ownerId },
    ConditionExpression: 'active = :true AND contains(objectAccess, :type)',
    ExpressionAttributeValues: { ':true': true, ':type': objectType },
  },
});

const putIds = (table: string, jobId: string, { page, ids }: SelectedPage): TransactionItem => ({
  Put: { TableName: table, Item: toIdsItem(jobId, page, ids) },
});

const putResults = (table: string, jobId: string, results: ResultsOfPage): TransactionItem => ({
  Put: { TableName: table, Item: toResultsItem(jobId, results) },
});

const outcomeOf = (result: TransactionResult, { receiver }: JobPage): PageOutcome => {
  if (result.committed) return 'WRITTEN';
  const [job, second] = result.verdicts;
  if (job?.verdict === 'condition') return 'JOB_MOVED';
  return receiver !== undefined && second?.verdict === 'condition' ? 'RECEIVER_REFUSED' : 'RECORDS_MOVED';
};

/**
 * The pages of jobs: the job (condition: as read), the receiver (condition: may own), the records (condition: as read) and what
 * became of them in one transaction. So a page is written once, whoever works on it, and a crash leaves all of it or nothing.
 */
export const jobPages = (dynamo: Dynamo, tables: PageTables): JobPages => ({
  async write(page) {
    const { before, after, moves, archives = [], selected = [], results, receiver } = page;
    const result = await transact(dynamo, [
      replaceJob(tables.jobs, before, after),
      ...(receiver === undefined || moves.length === 0 ? [] : [mayOwn(tables.directory, receiver)]),
      ...moves.map((move) => moveRecord(tables.records, move, page)),
      ...archives.flatMap((write) => itemsOf(tables, write)),
      ...selected.map((some) => putIds(tables.jobs, before.id, some)),
      ...(results === undefined ? [] : [putResults(tables.jobs, before.id, results)]),
    ]);
    return outcomeOf(result, page);
  },
});
