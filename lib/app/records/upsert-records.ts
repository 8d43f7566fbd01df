import { invalidField, NotFound } from '../../domain/errors.ts';
import type { ObjectType } from '../../domain/object-type.ts';
import { keyOfAddress, type UniqueValue } from '../../domain/record/address.ts';
import type { Properties } from '../../domain/record/properties.ts';
import type { PropertySet } from '../../domain/record/property-set.ts';
import { parseValue } from '../../domain/record/property-value.ts';
import type { CrmRecord } from '../../domain/record/record.ts';
import type { By } from '../actor.ts';
import { readOnce } from '../read-once.ts';
import { again, done, type Try, untilSettled } from '../retry.ts';
import { createUnlessTaken, keyTaken } from './create-record.ts';
import { findRecord } from './find-record.ts';
import { type AddressedInput, addressesOf } from './input-addresses.ts';
import type { RecordDeps } from './record-deps.ts';
import { updateRecord } from './update-record.ts';
import { type InputResult, keysOfInput, writeInputs } from './write-inputs.ts';

/** A record that was changed, or is new. */
export type Upserted = { record: CrmRecord; isNew: boolean };

type Change = { id: string; properties: Properties };

/** @throws Invalid if no record can have this value, or the properties give another one: then nobody knows which is meant */
const checkValue = (set: PropertySet, { property, value }: UniqueValue, { id, properties }: Change): void => {
  const definition = set.find(property);
  if (definition === undefined) throw new Error(`A record is looked up by ${property}, which nobody knows.`);
  const parsed = parseValue(definition, id);
  if (!parsed.ok) throw invalidField('id', parsed.message, parsed.code);
  if (value === null) throw invalidField('id', `A record is not found by an empty ${property}.`);
  const said = properties[property];
  if (said === undefined) return;
  const parsedToo = parseValue(definition, said);
  if (parsedToo.ok && parsedToo.value === value) return;
  throw invalidField(
    `properties.${property}`,
    `The input is about the record whose ${property} is ${value}.`,
  );
};

/** The record changes if it is there, and is created with the value if not. Whoever else does so in between, there is one. */
const upsertByValue = (
  deps: RecordDeps,
  objectType: ObjectType,
  { address, id, properties }: Change & { address: UniqueValue },
  by: By,
): Promise<Upserted> =>
  untilSettled(async (): Promise<Try<Upserted>> => {
    try {
      const record = await updateRecord(deps, objectType, address, properties, by);
      return done({ record, isNew: false });
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
    }
    const result = await createUnlessTaken(deps, objectType, { ...properties, [address.property]: id }, by);
    if ('record' in result) return done({ record: result.record, isNew: true });
    const isThereNow =
      result.taken.uniqueKey === keyOfAddress(objectType, address) ||
      (await findRecord(deps.records, objectType, address)) !== undefined;
    if (isThereNow) return again;
    throw keyTaken(objectType, result.taken);
  });

/**
 * Changes each input's record, or creates it where there is none with its value of `idProperty`; the results come in the order of the
 * inputs. Without `idProperty` the id is a record's: Rota gives those, so that none is created.
 *
 * @throws Invalid naming a property that does not tell records apart, or each input whose record an earlier one names already;
 * nothing was written then
 */
export const upsertRecords = async (
  deps: RecordDeps,
  objectType: ObjectType,
  inputs: readonly (AddressedInput & Change)[],
  by: By,
): Promise<InputResult<Upserted>[]> => {
  const properties = readOnce(deps.properties);
  const set = await properties.of(objectType);
  const once = { ...deps, properties };
  return writeInputs(
    addressesOf(set, inputs),
    (input) =>
      keysOfInput(
        set,
        typeof input.address === 'string'
          ? input.properties
          : { ...input.properties, [input.address.property]: input.id },
      ),
    async ({ address, ...input }) => {
      if (typeof address === 'string') {
        return { record: await updateRecord(once, objectType, address, input.properties, by), isNew: false };
      }
      checkValue(set, address, input);
      return upsertByValue(once, objectType, { ...input, address }, by);
    },
  );
};
