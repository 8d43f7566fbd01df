import type { DecisionCommit } from '../../app/ports/rotations.ts';
import type { LastWrite } from '../../domain/record/record.ts';
import type { Pick } from '../../domain/rotation/decide.ts';
import type { Dynamo } from '../dynamo.ts';
import { ownerUpdate } from '../records/record-assign.ts';
import { recordKey } from '../records/record-item.ts';
import { type TransactionItem, transact } from '../transaction.ts';
import { decisionKey, standingsKey } from './rotation-item.ts';
import type { LedgerTables } from './rotation-ledger.ts';

/** Gives a record to the owner who was picked for it, if nobody wrote it since it was read. */
const giveRecord = (tables: LedgerTables, commit: DecisionCommit, pick: Pick): TransactionItem => {
  const { rotation, decision, records, actor, runId } = commit;
  const record = records.get(pick.recordId);
  if (record === undefined)
    throw new Error(`A decision picks the record ${pick.recordId}, which was not read.`);
  const write: LastWrite = {
    id: `${decision.batchId}#${pick.recordId}`,
    at: decision.at,
    source: 'ROTATION',
    actor,
    runId,
    decisionId: decision.batchId,
    notify: true,
  };
  const { objectType, property } = rotation;
  const update = ownerUpdate({ objectType, recordId: record.id, property, ownerId: pick.ownerId, write });
  return {
    Update: {
      TableName: tables.records,
      Key: { recordKey: recordKey(objectType, record.id) },
      UpdateExpression: `${update.UpdateExpression}, enrollments.#rotation = :enrollment`,
      ConditionExpression: 'version = :version',
      ExpressionAttributeNames: { ...update.ExpressionAttributeNames, '#rotation': rotation.id },
      ExpressionAttributeValues: {
        ...update.ExpressionAttributeValues,
        ':enrollment': pick.enrollmentId,
        ':version': record.version,
      },
    },
  };
};

/**
 * One decision, one transaction: the decision (condition: this batch has none yet), the standings (condition: as read), and
 * each record picked (condition: as read). All or nothing, so a crash leaves nothing and a second worker cannot win as well.
 */
export const commitDecision = async (
  dynamo: Dynamo,
  tables: LedgerTables,
  commit: DecisionCommit,
): Promise<'COMMITTED' | 'MOVED' | 'DECIDED'> => {
  const { decision, standingsBefore, standingsAfter } = commit;
  const { rotationId, batchId } = decision;
  const result = await transact(dynamo, [
    {
      Put: {
        TableName: tables.rotations,
        Item: { ...decisionKey(rotationId, batchId), ...decision },
        ConditionExpression: 'attribute_not_exists(rotationId)',
      },
    },
    {
      Put: {
        TableName: tables.rotations,
        Item: { ...standingsKey(rotationId), ...standingsAfter },
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: { ':version': standingsBefore.version },
      },
    },
    ...decision.picks.map((pick) => giveRecord(tables, commit, pick)),
  ]);
  if (result.committed) return 'COMMITTED';
  return result.verdicts[0]?.verdict === 'condition' ? 'DECIDED' : 'MOVED';
};
