import { Conflict, NotFound, PreconditionFailed, type Problem } from '../domain/errors.ts';
import { type ObjectType, singular } from '../domain/object-type.ts';
import { recordNotFound } from '../domain/record/assignment.ts';
import type { By } from './actor.ts';
import type { OwnerStore } from './ports/directory.ts';
import type { PropertyCatalog } from './ports/properties.ts';
import type { AssignmentResult, RecordStore } from './ports/records.ts';
import { type OwnerRef, resolveOwner } from './resolve-owner.ts';
import { type Tried, tryAssign } from './try-assign.ts';
import { userPropertyOf } from './user-property.ts';

export type AssignDeps = {
  records: Pick<RecordStore, 'assignIf' | 'get'>;
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
  /** The versions of which the record must have one; any if left out. */
  versions?: readonly number[] | undefined;
};

export type Assigned = {
  objectType: ObjectType;
  recordId: string;
  property: string;
  previousOwnerId: string | null;
  ownerId: string | null;
  outcome: Exclude<AssignmentResult['outcome'], 'RECORD_NOT_FOUND'>;
  changeId: string | null;
  /** The record's version then. */
  version: number;
};

/**
 * Gives one record to an owner, or to nobody, or says with `dryRun` what that would come to. `ownerId` of the answer is who owns
 * the record then: with `overwrite` off, that may still be the one before.
 *
 * @throws Invalid if the owner may not own it or the property holds no owner, NotFound if there is no such record, PreconditionFailed if it has another version,
 *   Conflict if it cannot be told whether the same request has done it before
 */
export const assign = async (deps: AssignDeps, request: AssignRequest, by: By): Promise<Assigned> => {
  const { objectType, recordId, overwrite, dryRun, versions } = request;
  const property = await userPropertyOf(deps.properties, objectType, request.property);
  const ownerId = await resolveOwner(deps.owners, objectType, request.owner);
  const wish = { property, ownerId, overwrite };
  const write = { id: by.requestId, at: deps.now(), source: 'API', actor: by.actor, notify: true } as const;
  const result = dryRun
    ? tryAssign(await deps.records.get(objectType, recordId), wish, { versions })
    : await deps.records.assignIf(
        { ...wish, objectType, recordId, write },
        { versions, unlessWritten: by.again },
      );
  switch (result.outcome) {
    case 'RECORD_NOT_FOUND':
      throw new NotFound(recordNotFound(objectType, recordId).message);
    case 'VERSION_MISMATCH': {
      const { version } = result;
      const message = `The ${singular(objectType)} ${recordId} has been written by somebody else: it has version ${version}.`;
      throw new PreconditionFailed(message, [{ message, in: 'If-Match', code: 'VERSION_MISMATCH' }]);
    }
    case 'WRITTEN_SINCE': {
      const problem = writtenSince(objectType, recordId);
      throw new Conflict(problem.message, [problem]);
    }
    default:
      return { objectType, recordId, property, ...describeResult(result, ownerId), version: result.version };
  }
};

/** What is said of a record that somebody has written since a request began that nobody has seen the end of. */
export const writtenSince = (objectType: ObjectType, recordId: string): Problem & { code: string } => ({
  code: 'WRITTEN_SINCE',
  message:
    `The ${singular(objectType)} ${recordId} was written after this request first came: ` +
    'its history says whether the request was done before that.',
});

/** Who owned a record and who owns it now, from the result of assigning it. */
export const describeResult = (
  result: Exclude<AssignmentResult | Tried, { outcome: 'RECORD_NOT_FOUND' }>,
  ownerId: string | null,
): Omit<Assigned, 'objectType' | 'recordId' | 'property' | 'version'> => {
  const { outcome, previousOwnerId } = result;
  return outcome === 'ASSIGNED' || outcome === 'CLEARED'
    ? { previousOwnerId, ownerId, outcome, changeId: result.changeId }
    : { previousOwnerId, ownerId: previousOwnerId, outcome, changeId: null };
};
