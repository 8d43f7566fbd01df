import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Assignment, AssignmentResult, Fence, Fenced, RecordStore } from '../../app/ports/records.ts';
import { changeIdOf } from '../../domain/change.ts';
import { ownerProperty } from '../../domain/object-type.ts';
import { isSettled } from '../../domain/record/owner-settled.ts';
import { type LastWrite, ownerOf } from '../../domain/record/record.ts';
import type { Item } from '../batch.ts';
import type { Dynamo } from '../dynamo.ts';
import { writeOnceFree } from '../single-write.ts';
import { conditionsOf, fencedBy, isFenced, versionValues } from './record-fence.ts';
import { fromRecordItem, ownerShard, recordKey } from './record-item.ts';

type Expression = {
  UpdateExpression: string;
  ExpressionAttributeNames: Record<string, string>;
  ExpressionAttributeValues: Item;
};

/** What an update sets besides the owner. */
type Besides = { sets: string[]; names?: Record<string, string>; values: Item };

/** When Rota itself last moved the owner: now, unless it only follows Salesforce. */
const ownerSetAtOf = ({ source }: LastWrite): string =>
  source === 'SALESFORCE' ? 'ownerSetAt = if_not_exists(ownerSetAt, :neverByRota)' : 'ownerSetAt = :at';

/**
 * The update that gives a record to an owner, or to nobody: the property, the index entry if it is the owner property, the
 * version, and who wrote it. Shared by a single assignment and by a rotation's decision.
 */
export const ownerUpdate = (
  assignment: Pick<Assignment, 'objectType' | 'recordId' | 'property' | 'ownerId' | 'write'> & {
    /** When the owner was settled; without it, with this write. */
    settledAt?: string;
  },
  besides: Besides = { sets: [], values: {} },
): Expression => {
  const { objectType, recordId, property, ownerId, write, settledAt = write.at } = assignment;
  const sets = ['version = version + :one', 'updatedAt = :at', 'lastWrite = :write', ...besides.sets];
  const values: Item = { ':one': 1, ':at': write.at, ':write': write, ...besides.values };
  if (ownerId !== null) {
    sets.push('properties.#property = :owner');
    values[':owner'] = ownerId;
  }
  if (property === ownerProperty) {
    sets.push('ownerShard = :ownerShard', ownerSetAtOf(write));
    values[':ownerShard'] = ownerShard(objectType, recordId, ownerId);
    if (isSettled(objectType)) {
      sets.push('ownerSettledAt = :settledAt');
      values[':settledAt'] = settledAt;
    }
    if (write.source === 'SALESFORCE') values[':neverByRota'] = null;
  }
  return {
    UpdateExpression: `SET ${sets.join(', ')}${ownerId === null ? ' REMOVE properties.#property' : ''}`,
    ExpressionAttributeNames: { '#property': property, ...besides.names },
    ExpressionAttributeValues: values,
  };
};

const exists = 'attribute_exists(recordKey) AND attribute_not_exists(archivedAt)';
const unowned = 'attribute_not_exists(properties.#property)';
const ownedBySomebodyElse = '(attribute_not_exists(properties.#property) OR properties.#property <> :owner)';
const owned = 'attribute_exists(properties.#property)';

const conditionOf = ({ ownerId, overwrite }: Assignment, fence: Fence): string => {
  const changes = ownerId === null ? owned : ownedBySomebodyElse;
  return [exists, changes, ...(overwrite ? [] : [unowned]), ...conditionsOf(fence)].join(' AND ');
};

const assigned = (
  { ownerId, recordId, property, write }: Assignment,
  version: number,
  previousOwnerId: string | null,
): AssignmentResult => ({
  outcome: ownerId === null ? 'CLEARED' : 'ASSIGNED',
  previousOwnerId,
  changeId: changeIdOf({ at: write.at, version, recordId, property }),
  version,
});

/**
 * Reads from the record that was there why the condition did not hold. If the write that it knows is this very one, the answer
 * to that was lost and the SDK has sent it again.
 */
const whyRefused = (
  item: Item | undefined,
  assignment: Assignment,
  fence: Fence,
): AssignmentResult | Fenced => {
  const record = item === undefined ? undefined : fromRecordItem(item);
  if (record === undefined || record.archivedAt !== null) return { outcome: 'RECORD_NOT_FOUND' };
  const { ownerId, property, write } = assignment;
  if (record.lastWrite.id === write.id && record.lastWrite.at === write.at) {
    return assigned(assignment, record.version, String(item?.['assignedFrom'] ?? '') || null);
  }
  const fenced = fencedBy(record, fence, write.at);
  if (fenced !== undefined) return fenced;
  const previousOwnerId = ownerOf(record, property);
  const outcome = previousOwnerId === ownerId ? 'UNCHANGED' : 'SKIPPED_ALREADY_OWNED';
  return { outcome, previousOwnerId, version: record.version };
};

/** For the case that the answer is lost: who had it before cannot be read any more then. */
const remembersBefore: Besides = {
  sets: ['assignedFrom = if_not_exists(properties.#property, :nobody)'],
  values: { ':nobody': '' },
};

/**
 * Sets or clears an owner with one conditional write, as soon as no decision or import is writing the record. The answer comes from
 * what was there before it.
 */
const assignOwner = async (
  { dynamo, table }: { dynamo: Dynamo; table: string },
  assignment: Assignment,
  fence: Fence,
): Promise<AssignmentResult | Fenced> => {
  const { objectType, recordId, property } = assignment;
  const { sets, values } = remembersBefore;
  try {
    const { Attributes = {} } = await writeOnceFree(() =>
      dynamo.send(
        new UpdateCommand({
          TableName: table,
          Key: { recordKey: recordKey(objectType, recordId) },
          ...ownerUpdate(assignment, { sets, values: { ...values, ...versionValues(fence) } }),
          ConditionExpression: conditionOf(assignment, fence),
          ReturnValues: 'ALL_OLD',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      ),
    );
    const before = fromRecordItem(Attributes);
    return assigned(assignment, before.version + 1, ownerOf(before, property));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return whyRefused(error.Item === undefined ? undefined : unmarshall(error.Item), assignment, fence);
  }
};

/** The one thing that a function which only assigns owners needs of the records. */
export const recordAssigner = (dynamo: Dynamo, table: string): Pick<RecordStore, 'assign' | 'assignIf'> => ({
  assignIf: (assignment, fence) => assignOwner({ dynamo, table }, assignment, fence),
  async assign(assignment) {
    const result = await assignOwner({ dynamo, table }, assignment, {});
    if (isFenced(result)) throw new Error('An assignment was held up by a fence that it does not have.');
    return result;
  },
});
