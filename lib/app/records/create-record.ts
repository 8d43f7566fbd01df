import { Conflict, refuseAny } from '../../domain/errors.ts';
import { type ObjectType, singular } from '../../domain/object-type.ts';
import {
  mergeProperties,
  missingOnCreate,
  type Properties,
  parseProperties,
  tooLarge,
} from '../../domain/record/properties.ts';
import type { CrmRecord } from '../../domain/record/record.ts';
import { withProperties } from '../../domain/record/with-properties.ts';
import type { By } from '../actor.ts';
import type { WriteFailure } from '../ports/records.ts';
import { again, done, type Try, untilSettled } from '../retry.ts';
import { checkOwners } from './check-owners.ts';
import type { RecordDeps } from './record-deps.ts';

type KeyTaken = Extract<WriteFailure, { reason: 'KEY_TAKEN' }>;

/** The refusal of a value that another record has already, naming that record as HubSpot does. */
export const keyTaken = (objectType: ObjectType, { uniqueKey, recordId }: KeyTaken): Conflict => {
  const property = uniqueKey.split('#')[1] ?? '';
  const message = `There is already a ${singular(objectType)} with this ${property}. Existing ID: ${recordId ?? 'unknown'}`;
  return new Conflict(message, [
    { message, in: `properties.${property}`, code: 'DUPLICATE_UNIQUE_PROPERTY_VALUE' },
  ]);
};

/**
 * Creates a record, unless another one has a value already that only one may have; it is told then which.
 *
 * @throws Invalid naming each property that does not exist, is not valid, or is missing
 */
export const createUnlessTaken = async (
  deps: RecordDeps,
  objectType: ObjectType,
  raw: Properties,
  by: By,
): Promise<{ record: CrmRecord } | { taken: KeyTaken }> => {
  const set = await deps.properties.of(objectType);
  const properties = mergeProperties({}, parseProperties(set, raw));
  refuseAny([missingOnCreate(objectType, properties) ?? tooLarge(properties)]);
  await checkOwners(deps.owners, set, properties);
  const at = deps.now();
  return untilSettled(async (): Promise<Try<{ record: CrmRecord } | { taken: KeyTaken }>> => {
    const empty: Omit<CrmRecord, 'properties'> = {
      objectType,
      id: deps.newRecordId(),
      version: 1,
      createdAt: at,
      updatedAt: at,
      archivedAt: null,
      enrollments: {},
      lastWrite: { id: by.requestId, at, source: 'API', actor: by.actor, notify: true },
    };
    const record: CrmRecord = withProperties(empty, properties, set);
    const result = await deps.records.commit([{ before: undefined, after: record }]);
    if (result.committed) return done({ record });
    const failure = result.failures.get(0);
    if (failure?.reason === 'KEY_TAKEN') return done({ taken: failure });
    return again;
  });
};

/**
 * Creates a record.
 *
 * @throws Invalid naming each property that does not exist, is not valid, or is missing; Conflict naming the record that has
 * the same e-mail or domain already
 */
export const createRecord = async (
  deps: RecordDeps,
  objectType: ObjectType,
  raw: Properties,
  by: By,
): Promise<CrmRecord> => {
  const result = await createUnlessTaken(deps, objectType, raw, by);
  if ('taken' in result) throw keyTaken(objectType, result.taken);
  return result.record;
};
