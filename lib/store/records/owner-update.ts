import type { Assignment } from '../../app/ports/records.ts';
import { ownerProperty } from '../../domain/object-type.ts';
import { isSettled } from '../../domain/record/owner-settled.ts';
import type { LastWrite } from '../../domain/record/record.ts';
import type { Item } from '../batch.ts';
import { ownerShard } from './record-item.ts';

type Expression = {
  UpdateExpression: string;
  ExpressionAttributeNames: Record<string, string>;
  ExpressionAttributeValues: Item;
};

/** What an update sets besides the owner. */
export type Besides = { sets: string[]; names?: Record<string, string>; values: Item };

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
