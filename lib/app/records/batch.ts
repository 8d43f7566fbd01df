import { Invalid, type Problem } from '../../domain/errors.ts';
import type { ObjectType } from '../../domain/object-type.ts';
import type { Properties } from '../../domain/record/properties.ts';
import type { By } from '../actor.ts';
import { readOnce } from '../read-once.ts';
import { createRecord } from './create-record.ts';
import type { RecordDeps } from './record-deps.ts';
import { updateRecord } from './update-record.ts';
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
 * @throws Invalid naming each input whose record an earlier one names already; nothing was written then
 */
export const updateRecords = async (
  deps: RecordDeps,
  objectType: ObjectType,
  inputs: readonly { id: string; properties: Properties }[],
  by: By,
): Promise<InputResult[]> => {
  const ids = inputs.map(({ id }) => id);
  const problems = ids.flatMap((id, place): Problem[] =>
    ids.indexOf(id) === place
      ? []
      : [{ in: `inputs[${place}].id`, code: 'DUPLICATE_RECORD_ID', message: `Record ${id} is named twice.` }],
  );
  if (problems.length > 0) throw new Invalid('A record may occur only once in a batch.', problems);
  const properties = readOnce(deps.properties);
  const set = await properties.of(objectType);
  return writeInputs(
    inputs,
    (input) => keysOfInput(set, input.properties),
    (input) => updateRecord({ ...deps, properties }, objectType, input.id, input.properties, by),
  );
};
