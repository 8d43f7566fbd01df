import { NotFound } from '../domain/errors.ts';
import type { ObjectType } from '../domain/object-type.ts';
import { recordNotFound } from '../domain/record/assignment.ts';
import type { By } from './actor.ts';
import type { OwnerStore } from './ports/directory.ts';
import type { PropertyCatalog } from './ports/properties.ts';
import type { AssignmentResult, RecordStore } from './ports/records.ts';
import { type OwnerRef, resolveOwner } from './resolve-owner.ts';
import { type Tried, tryAssign } from './try-assign.ts';
import { userPropertyOf } from './user-property.ts';

export type AssignDeps = {
  records: Pick<RecordStore, 'assign' | 'get'>;
  owners: OwnerStore;
  properties: PropertyCatalog;
  now: () => string;
};

export type AssignRequest = {
  objectType: ObjectType;
  recordId: string;
  owner: OwnerRef;
  property?: string | undefined;
  overwrite: boolean;
  dryRun?: boolean;
};

export type Assigned = {
  objectType: ObjectType;
  recordId: string;
  property: string;
  previousOwnerId: string | null;
  ownerId: string | null;
  outcome: Exclude<AssignmentResult['outcome'], 'RECORD_NOT_FOUND'>;
  changeId: string | null;
};

/**
 * Gives one record to an owner, or to nobody, or says with `dryRun` what that would come to. `ownerId` of the answer is who owns
 * the record then: with `overwrite` off, that may still be the one before.
 *
 * @throws Invalid if the owner may not own it or the property holds no owner, NotFound if there is no such record
 */
export const assign = async (deps: AssignDeps, request: AssignRequest, by: By): Promise<Assigned> => {
  const { objectType, recordId, overwrite, dryRun } = request;
  const property = await userPropertyOf(deps.properties, objectType, request.property);
  const ownerId = await resolveOwner(deps.owners, objectType, request.owner);
  const wish = { property, ownerId, overwrite };
  const result = dryRun
    ? tryAssign(await deps.records.get(objectType, recordId), wish)
    : await deps.records.assign({
        ...wish,
        objectType,
        recordId,
        write: { id: by.requestId, at: deps.now(), source: 'API', actor: by.actor, notify: true },
      });
  if (result.outcome === 'RECORD_NOT_FOUND') {
    throw new NotFound(recordNotFound(objectType, recordId).message);
  }
  return { objectType, recordId, property, ...describeResult(result, ownerId) };
};

/** Who owned a record and who owns it now, from the result of assigning it. */
export const describeResult = (
  result: Exclude<AssignmentResult | Tried, { outcome: 'RECORD_NOT_FOUND' }>,
  ownerId: string | null,
): Pick<Assigned, 'previousOwnerId' | 'ownerId' | 'outcome' | 'changeId'> => {
  const { outcome, previousOwnerId } = result;
  return outcome === 'ASSIGNED' || outcome === 'CLEARED'
    ? { previousOwnerId, ownerId, outcome, changeId: result.changeId }
    : { previousOwnerId, ownerId: previousOwnerId, outcome, changeId: null };
};
