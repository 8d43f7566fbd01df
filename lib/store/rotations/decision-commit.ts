import type { DecisionCommit } from '../../app/ports/rotations.ts';
import type { CrmRecord, LastWrite } from '../../domain/record/record.ts';
import type { Decision, SkipReason } from '../../domain/rotation/decision.ts';
import type { Enrollment } from '../../domain/rotation/rotation.ts';
import type { Dynamo } from '../dynamo.ts';
import { replaceJob } from '../jobs/job-store.ts';
import { ownerUpdate } from '../records/owner-update.ts';
import { recordKey } from '../records/record-item.ts';
import { type TransactionItem, transact } from '../transaction.ts';
import { toDecisionItem } from './decision-item.ts';
import { heldWrite } from './held-store.ts';
import type { LedgerTables } from './rotation-ledger.ts';
import { toStandingsItem } from './standings-item.ts';

const recordOf = ({ records }: DecisionCommit, recordId: string): CrmRecord => {
  const record = records.get(recordId);
  if (record === undefined)
    throw new Error(`A decision is about the record ${recordId}, which was not read.`);
  return record;
};

/** Gives a record to an owner, if nobody wrote it since it was read. */
const giveRecord = (
  tables: LedgerTables,
  commit: DecisionCommit,
  { recordId, enrollmentId, ownerId }: Enrollment & { ownerId: string },
): TransactionItem => {
  const { rotation, decision, actor, runId, workflow } = commit;
  const origin = workflow?.origins[recordId];
  const { objectType, property } = rotation;
  const write: LastWrite = {
    id: `${decision.batchId}#${recordId}`,
    at: decision.at,
    source: 'ROTATION',
    actor: origin?.actor ?? actor,
    runId: origin?.runId ?? runId,
    rotationId: rotation.id,
    decisionId: decision.batchId,
    ...(workflow === undefined || origin === undefined
      ? {}
      : { workflow: { id: workflow.id, enrollmentId: origin.enrollmentId, hops: origin.hops } }),
    notify: true,
  };
  const mark = {
    sets: ['enrollments.#rotation = :enrollment'],
    names: { '#rotation': rotation.id },
    values: { ':enrollment': enrollmentId, ':version': recordOf(commit, recordId).version },
  };
  return {
    Update: {
      TableName: tables.records,
      Key: { recordKey: recordKey(objectType, recordId) },
      ...ownerUpdate({ objectType, recordId, property, ownerId, write }, mark),
      ConditionExpression: 'version = :version',
    },
  };
};

/** Remembers on a record that an enrollment was decided without giving it away, if nobody wrote it since it was read. */
const markRecord = (
  tables: LedgerTables,
  commit: DecisionCommit,
  { recordId, enrollmentId }: Enrollment,
): TransactionItem => ({
  Update: {
    TableName: tables.records,
    Key: { recordKey: recordKey(commit.rotation.objectType, recordId) },
    UpdateExpression: 'SET version = version + :one, enrollments.#rotation = :enrollment',
    ConditionExpression: 'version = :version',
    ExpressionAttributeNames: { '#rotation': commit.rotation.id },
    ExpressionAttributeValues: {
      ':one': 1,
      ':enrollment': enrollmentId,
      ':version': recordOf(commit, recordId).version,
    },
  },
});

/** A record that is gone holds no mark, one that is decided has it, and a deleted rotation decides nothing else ever. */
const unmarked: ReadonlySet<SkipReason> = new Set([
  'RECORD_NOT_FOUND',
  'ALREADY_DECIDED',
  'ROTATION_DELETED',
]);

const given = ({ picks, leftOver }: Decision): (Enrollment & { ownerId: string })[] => {
  if (leftOver?.to !== 'OWNER') return picks;
  const { ownerId } = leftOver;
  return [...picks, ...leftOver.enrollments.map((enrollment) => ({ ...enrollment, ownerId }))];
};

const decidedOtherwise = ({ skipped, leftOver }: Decision): Enrollment[] => [
  ...skipped.filter(({ reason }) => !unmarked.has(reason)),
  ...(leftOver?.to === 'ROTATION' ? leftOver.enrollments : []),
];

/** Moves on the job that has the batch decided, if it is still as it was read. */
const jobWrite = ({ jobs }: LedgerTables, { job }: DecisionCommit): TransactionItem[] => {
  if (job === undefined) return [];
  if (jobs === undefined) throw new Error('A decision for a job needs the table of jobs.');
  return [replaceJob(jobs, job.before, job.after)];
};

/**
 * One decision, one transaction: the decision (condition: this batch has none yet), the standings (condition: as read), what is
 * held (condition: as read), the job that asked for it (condition: as read), and each record that it is about (condition: as
 * read). All or nothing, so a crash leaves nothing and a second worker cannot win as well.
 */
export const commitDecision = async (
  dynamo: Dynamo,
  tables: LedgerTables,
  commit: DecisionCommit,
): Promise<'COMMITTED' | 'MOVED' | 'DECIDED'> => {
  const { decision, standingsBefore, standingsAfter, held } = commit;
  const result = await transact(dynamo, [
    {
      Put: {
        TableName: tables.rotations,
        Item: toDecisionItem(decision),
        ConditionExpression: 'attribute_not_exists(rotationId)',
      },
    },
    {
      Put: {
        TableName: tables.rotations,
        Item: toStandingsItem(standingsAfter),
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: { ':version': standingsBefore.version },
      },
    },
    ...(held === undefined ? [] : [heldWrite(tables.rotations, held)]),
    ...jobWrite(tables, commit),
    ...given(decision).map((pick) => giveRecord(tables, commit, pick)),
    ...decidedOtherwise(decision).map((enrollment) => markRecord(tables, commit, enrollment)),
  ]);
  if (result.committed) return 'COMMITTED';
  return result.verdicts[0]?.verdict === 'condition' ? 'DECIDED' : 'MOVED';
};
