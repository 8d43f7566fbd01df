import { NotFound } from '../../domain/errors.ts';
import type { ObjectType } from '../../domain/object-type.ts';
import type { Properties } from '../../domain/record/properties.ts';
import type { By } from '../actor.ts';
import { readOnce } from '../read-once.ts';
import { createRecord } from './create-record.ts';
import { type AddressedInput, addressesOf } from './input-addresses.ts';
import type { RecordDeps } from './record-deps.ts';
import { archiveRecord, updateRecord } from './update-record.ts';
import { type InputResult, keysOfInput, writeInputs } from './write-inputs.ts';

/** The most inputs of one batch request, as HubSpot has it. */
export const largestBatchRequest = 100;

/** Creates each input by itself; the results come in the order of the inputs. */
export const createRecords = async (
  deps: RecordDeps,
  objectType: ObjectType,
  inputs: readonly { properties: Properties }[],
  by: By,
): Promise<InputResult[]> => {
  const properties = readOnce(deps.properties);
  const set = await properties.of(objectType);
  return writeInputs(
    inputs,
    (input) => keysOfInput(set, input.properties),
    (input) => createRecord({ ...deps, properties }, objectType, input.properties, by),
  );
};

/**
 * Changes each input's record by itself; the results come in the order of the inputs.
 *
 * @throws Invalid naming a property that does not tell records apart, or each input whose record an earlier one names already;
 * nothing was written then
 */
export const updateRecords = async (
  deps: RecordDeps,
  objectType: ObjectType,
  inputs: readonly (AddressedInput & { properties: Properties })[],
  by: By,
): Promise<InputResult[]> => {
  const properties = readOnce(deps.properties);
  const set = await properties.of(objectType);
  return writeInputs(
    addressesOf(set, inputs),
    (input) => keysOfInput(set, input.properties),
    (input) => updateRecord({ ...deps, properties }, objectType, input.address, input.properties, by),
  );
};

/**
 * Archives each of the records; one that is not there is archived already.
 *
 * @throws what kept a record from being archived; the others are archived then, and so it may be asked for again
 */
export const archiveRecords = async (
  deps: RecordDeps,
  objectType: ObjectType,
  ids: readonly string[],
  by: By,
): Promise<void> => {
  const results = await writeInputs(
    [...new Set(ids)],
    () => [],
    (id) => archiveRecord(deps, objectType, id, by),
  );
  for (const result of results) {
    if ('refusal' in result && !(result.refusal instanceof NotFound)) throw result.refusal;
  }
};
