import { Overloaded, type Problem } from '../domain/errors.ts';
import type { ObjectType } from '../domain/object-type.ts';
import { recordNotFound } from '../domain/record/assignment.ts';
import { log } from '../log.ts';
import { isOverload } from '../overload.ts';
import type { By } from './actor.ts';
import { type AssignDeps, type Assigned, describeResult, writtenSince } from './assign.ts';
import { concurrently } from './concurrently.ts';
import type { RecordStore } from './ports/records.ts';
import { type OwnerRef, resolveOwner } from './resolve-owner.ts';
import { tryAssign } from './try-assign.ts';
import { userPropertyOf } from './user-property.ts';

/** The most records that are assigned while the caller waits. */
export const largestBulk = 500;

/** Writes at a time: enough to be quick, few enough for a table that has just been made. */
const writesAtOnce = 25;

export type BulkDeps = Omit<AssignDeps, 'records'> & { records: Pick<RecordStore, 'assignIf' | 'getMany'> };

export type BulkRequest = {
  objectType: ObjectType;
  recordIds: readonly string[];
  owner: OwnerRef;
  property?: string | undefined;
  overwrite: boolean;
  dryRun?: boolean;
};

type BulkResult = { recordId: string } & (
  | Pick<Assigned, 'outcome' | 'previousOwnerId' | 'changeId'>
  | { outcome: 'FAILED'; error: Problem }
);

export type BulkAnswer = Record<
  'total' | 'assigned' | 'cleared' | 'unchanged' | 'skipped' | 'failed',
  number
> & {
  results: BulkResult[];
};

const counted = (results: BulkResult[]): BulkAnswer => {
  const count = (outcome: BulkResult['outcome']) =>
    results.filter((result) => result.outcome === outcome).length;
  return {
    total: results.length,
    assigned: count('ASSIGNED'),
    cleared: count('CLEARED'),
    unchanged: count('UNCHANGED'),
    skipped: count('SKIPPED_ALREADY_OWNED'),
    failed: count('FAILED'),
    results,
  };
};

/** What a record that is named again is told: it has its owner by then. */
const repeated = (first: BulkResult, ownerId: string | null): BulkResult =>
  first.outcome === 'ASSIGNED' || first.outcome === 'CLEARED'
    ? { recordId: first.recordId, outcome: 'UNCHANGED', previousOwnerId: ownerId, changeId: null }
    : first;

/**
 * Gives up to {@link largestBulk} records to one owner, or to nobody, or says with `dryRun` what that would come to. Each record is written by itself: one that fails does not
 * hold up the others. The results come in the order asked; a record that is named twice is assigned once.
 *
 * @throws Invalid if the owner may not own records of this type or the property holds no owner; nothing was written then
 */
export const bulkAssign = async (deps: BulkDeps, request: BulkRequest, by: By): Promise<BulkAnswer> => {
  const { objectType, recordIds, overwrite, dryRun } = request;
  const property = await userPropertyOf(deps.properties, objectType, request.property);
  const ownerId = await resolveOwner(deps.owners, objectType, request.owner);
  const write = {
    id: by.requestId,
    at: deps.now(),
    source: 'BULK',
    actor: by.actor,
    runId: by.requestId,
    notify: true,
  } as const;

  const wish = { property, ownerId, overwrite };
  const once = [...new Set(recordIds)];
  const tried = dryRun ? await deps.records.getMany(objectType, once) : new Map<string, never>();

  const failed = (recordId: string, code: string, message: string): BulkResult => ({
    recordId,
    outcome: 'FAILED',
    error: { code, message },
  });
  const assignOne = async (recordId: string): Promise<BulkResult> => {
    const result = dryRun
      ? tryAssign(tried.get(recordId), wish)
      : await deps.records.assignIf({ ...wish, objectType, recordId, write }, { unlessWritten: by.again });
    if (result.outcome === 'RECORD_NOT_FOUND') {
      return { recordId, outcome: 'FAILED', error: recordNotFound(objectType, recordId) };
    }
    if (result.outcome === 'VERSION_MISMATCH' || result.outcome === 'WRITTEN_SINCE') {
      return { recordId, outcome: 'FAILED', error: writtenSince(objectType, recordId) };
    }
    const { outcome, previousOwnerId, changeId } = describeResult(result, ownerId);
    return { recordId, outcome, previousOwnerId, changeId };
  };
  /** Others are written by the time that one cannot be: the answer has to say which. */
  const assignOrFail = async (recordId: string): Promise<BulkResult> => {
    try {
      return await assignOne(recordId);
    } catch (error) {
      if (isOverload(error)) return failed(recordId, 'RATE_LIMITS', new Overloaded().message);
      log.error('record not assigned', { requestId: by.requestId, recordId, error });
      return failed(
        recordId,
        'INTERNAL_ERROR',
        'Something went wrong on our side; please ask again for this record.',
      );
    }
  };

  const results = await concurrently(once, writesAtOnce, assignOrFail);
  const byId = new Map(results.map((result) => [result.recordId, result]));
  const told = new Set<string>();
  const inOrder = recordIds.flatMap((recordId) => {
    const result = byId.get(recordId);
    if (result === undefined) return [];
    const answer = told.has(recordId) ? repeated(result, ownerId) : result;
    told.add(recordId);
    return [answer];
  });
  return counted(inOrder);
};
