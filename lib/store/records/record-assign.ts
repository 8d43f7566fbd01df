import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Assignment, AssignmentResult, Fence, Fenced, RecordStore } from '../../app/ports/records.ts';
import { changeIdOf } from '../../domain/change.ts';
import { ownerOf } from '../../domain/record/record.ts';
import type { Item } from '../batch.ts';
import type { Dynamo } from '../dynamo.ts';
import { writeOnceFree } from '../single-write.ts';
import { type Besides, ownerUpdate } from './owner-update.ts';
import { conditionsOf, fencedBy, isFenced, versionValues } from './record-fence.ts';
import { fromRecordItem, recordKey } from './record-item.ts';

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
