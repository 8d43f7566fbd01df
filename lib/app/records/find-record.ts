import type { ObjectType } from '../../domain/object-type.ts';
import { type Address, keyOfAddress } from '../../domain/record/address.ts';
import type { CrmRecord } from '../../domain/record/record.ts';
import type { RecordStore } from '../ports/records.ts';
import { again, done, untilSettled } from '../retry.ts';

type Reader = Pick<RecordStore, 'get' | 'findIds'>;

const hasValue = (record: CrmRecord | undefined, address: Address): boolean =>
  typeof address === 'string' ||
  (record?.archivedAt === null && record.properties[address.property] === address.value);

/**
 * The record at an address; undefined if there is none. By a unique value only a live one is found: an archived record has given its
 * values up. The key is read first and the record after it, so that a record that has passed its value on in between is not
 * mistaken for the one that has it.
 */
export const findRecord = async (
  records: Reader,
  objectType: ObjectType,
  address: Address,
): Promise<CrmRecord | undefined> => {
  if (typeof address === 'string') return records.get(objectType, address);
  const key = keyOfAddress(objectType, address);
  if (key === undefined) return undefined;
  return untilSettled(async () => {
    const id = (await records.findIds([key])).get(key);
    if (id === undefined) return done(undefined);
    const record = await records.get(objectType, id);
    return hasValue(record, address) ? done(record) : again;
  });
};

/** The records at these addresses, each at its place; undefined where there is none. */
export const findRecords = async (
  records: Pick<RecordStore, 'getMany' | 'get' | 'findIds'>,
  objectType: ObjectType,
  addresses: readonly Address[],
): Promise<(CrmRecord | undefined)[]> => {
  const keys = addresses.flatMap((address) => keyOfAddress(objectType, address) ?? []);
  const idOfKey = keys.length === 0 ? new Map<string, string>() : await records.findIds(keys);
  const ids = addresses.map((address) =>
    typeof address === 'string' ? address : idOfKey.get(keyOfAddress(objectType, address) ?? ''),
  );
  const found = await records.getMany(
    objectType,
    ids.filter((id) => id !== undefined),
  );
  return Promise.all(
    addresses.map((address, place) => {
      const id = ids[place];
      const record = id === undefined ? undefined : found.get(id);
      // What moved between the two reads is looked for once more.
      const isSettled = id === undefined || hasValue(record, address);
      return isSettled ? record : findRecord(records, objectType, address);
    }),
  );
};
