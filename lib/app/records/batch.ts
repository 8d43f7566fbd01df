import { Invalid, type Problem } from '../../domain/errors.ts';
import type { ObjectType } from '../../domain/object-type.ts';
import type { Properties } from '../../domain/record/properties.ts';
import type { PropertySet } from '../../domain/record/property-set.ts';
import { parseValue } from '../../domain/record/property-value.ts';
import type { CrmRecord } from '../../domain/record/record.ts';
import { uniqueKey } from '../../domain/record/unique-key.ts';
import type { By } from '../actor.ts';
import { concurrently } from '../concurrently.ts';
import { readOnce } from '../read-once.ts';
import { createRecord } from './create-record.ts';
import type { RecordDeps } from './record-deps.ts';
import { updateRecord } from './update-record.ts';

/** The most inputs of one batch request, as HubSpot has it. */
export const largestBatchRequest = 100;
const writesAtOnce = 20;

/** What became of one input: its record, or the refusal that it would have met alone. */
export type InputResult = { record: CrmRecord } | { refusal: unknown; input: number };

const settle = async (input: number, work: () => Promise<CrmRecord>): Promise<InputResult> => {
  try {
    return { record: await work() };
  } catch (refusal) {
    return { refusal, input };
  }
};

type Input<T> = { value: T; place: number };

/** Inputs that share a key with an earlier one; they are to wait for it, so that the earlier one wins. */
const splitRepeated = <T>(
  inputs: readonly T[],
  keysOf: (input: T) => string[],
): { first: Input<T>[]; repeated: Input<T>[] } => {
  const seen = new Set<string>();
  const first: Input<T>[] = [];
  const repeated: Input<T>[] = [];
  for (const [place, value] of inputs.entries()) {
    const keys = keysOf(value);
    (keys.some((key) => seen.has(key)) ? repeated : first).push({ value, place });
    for (const key of keys) seen.add(key);
  }
  return { first, repeated };
};

const inOrder = async <T>(
  inputs: readonly T[],
  keysOf: (input: T) => string[],
  write: (input: T) => Promise<CrmRecord>,
): Promise<InputResult[]> => {
  const { first, repeated } = splitRepeated(inputs, keysOf);
  const results: InputResult[] = [];
  const run = async ({ value, place }: Input<T>): Promise<void> => {
    results[place] = await settle(place, () => write(value));
  };
  await concurrently(first, writesAtOnce, run);
  await concurrently(repeated, 1, run);
  return results;
};

/** The keys that an input would take, by which it is seen that two are about one record: case and blanks make no other e-mail. */
const keysOfInput = ({ objectType, unique }: PropertySet, properties: Properties): string[] =>
  unique.flatMap((definition) => {
    const value = parseValue(definition, properties[definition.name] ?? '');
    return value.ok && value.value !== '' ? [uniqueKey(objectType, definition.name, value.value)] : [];
  });

/** Creates each input by itself; the results come in the order of the inputs. */
export const createRecords = async (
  deps: RecordDeps,
  objectType: ObjectType,
  inputs: readonly { properties: Properties }[],
  by: By,
): Promise<InputResult[]> => {
  const properties = readOnce(deps.properties);
  const set = await properties.of(objectType);
  return inOrder(
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
  return inOrder(
    inputs,
    (input) => keysOfInput(set, input.properties),
    (input) => updateRecord({ ...deps, properties }, objectType, input.id, input.properties, by),
  );
};
