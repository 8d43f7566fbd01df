import { NotFound, refuseAny } from '../../domain/errors.ts';
import type { ObjectType } from '../../domain/object-type.ts';
import { type Address, addressText } from '../../domain/record/address.ts';
import {
  mergeProperties,
  type Properties,
  parseProperties,
  tooLarge,
} from '../../domain/record/properties.ts';
import type { CrmRecord } from '../../domain/record/record.ts';
import { withProperties } from '../../domain/record/with-properties.ts';
import type { By } from '../actor.ts';
import { again, done, untilSettled } from '../retry.ts';
import { checkOwners } from './check-owners.ts';
import { keyTaken } from './create-record.ts';
import { findRecord } from './find-record.ts';
import type { RecordDeps } from './record-deps.ts';

/** @throws NotFound if there is no such record, or it is archived and archived ones were not asked for */
export const getRecord = async (
  { records }: { records: Pick<RecordDeps['records'], 'get' | 'findIds'> },
  objectType: ObjectType,
  address: Address,
  { archived = false } = {},
): Promise<CrmRecord> => {
  const record = await findRecord(records, objectType, address);
  if (record === undefined || (record.archivedAt !== null) !== archived) {
    throw new NotFound(`There is no ${archived ? 'archived ' : ''}${addressText(objectType, address)}.`);
  }
  return record;
};

const sameProperties = (a: Properties, b: Properties): boolean =>
  Object.keys(a).length === Object.keys(b).length &&
  Object.entries(a).every(([name, value]) => b[name] === value);

/** Reads a record, changes it and writes it, again for as long as somebody else writes in between. */
const rewrite = (
  deps: RecordDeps,
  read: () => Promise<CrmRecord>,
  change: (before: CrmRecord) => CrmRecord,
  by: By,
): Promise<CrmRecord> =>
  untilSettled(async () => {
    const before = await read();
    const changed = change(before);
    const isSame =
      changed.archivedAt === before.archivedAt && sameProperties(before.properties, changed.properties);
    if (isSame) return done(before);
    refuseAny([tooLarge(changed.properties)]);
    const at = deps.now();
    const after: CrmRecord = {
      ...changed,
      version: before.version + 1,
      updatedAt: at,
      lastWrite: { id: by.requestId, at, source: 'API', actor: by.actor, notify: true },
    };
    const result = await deps.records.commit([{ before, after }]);
    if (result.committed) return done(after);
    const failure = result.failures.get(0);
    if (failure?.reason === 'KEY_TAKEN') throw keyTaken(before.objectType, failure);
    return again;
  });

/**
 * Changes the properties that are given; an empty value clears one. A change that changes nothing writes nothing.
 *
 * @throws NotFound, Invalid naming each property that is not valid, Conflict naming the record with the same e-mail or domain
 */
export const updateRecord = async (
  deps: RecordDeps,
  objectType: ObjectType,
  address: Address,
  raw: Properties,
  by: By,
): Promise<CrmRecord> => {
  const set = await deps.properties.of(objectType);
  const change = parseProperties(set, raw);
  await checkOwners(deps.owners, set, change);
  return rewrite(
    deps,
    () => getRecord(deps, objectType, address),
    (record) => withProperties(record, mergeProperties(record.properties, change), set),
    by,
  );
};

/** Archives a record: it can still be read, but it is nobody's any more in any list, and its e-mail or domain is free. */
export const archiveRecord = async (
  deps: RecordDeps,
  objectType: ObjectType,
  address: Address,
  by: By,
): Promise<CrmRecord> => {
  const at = deps.now();
  return rewrite(
    deps,
    () => getRecord(deps, objectType, address),
    (record) => ({ ...record, archivedAt: at }),
    by,
  );
};
