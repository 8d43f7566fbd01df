import type { Properties } from '../../domain/record/properties.ts';
import type { PropertySet } from '../../domain/record/property-set.ts';
import { parseValue } from '../../domain/record/property-value.ts';
import type { CrmRecord } from '../../domain/record/record.ts';
import { uniqueKey } from '../../domain/record/unique-key.ts';
import { concurrently } from '../concurrently.ts';

const writesAtOnce = 20;

/** What became of one input: what was written, its record if not said, or the refusal that it would have met alone. */
export type InputResult<Written = CrmRecord> = { written: Written } | { refusal: unknown; input: number };

const settle = async <Written>(
  input: number,
  work: () => Promise<Written>,
): Promise<InputResult<Written>> => {
  try {
    return { written: await work() };
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

/**
 * Writes each input by itself, several at once; one that shares a key with an earlier one waits for it.
 *
 * @returns what became of the inputs, in their order
 */
export const writeInputs = async <T, Written>(
  inputs: readonly T[],
  keysOf: (input: T) => string[],
  write: (input: T) => Promise<Written>,
): Promise<InputResult<Written>[]> => {
  const { first, repeated } = splitRepeated(inputs, keysOf);
  const results: InputResult<Written>[] = [];
  const run = async ({ value, place }: Input<T>): Promise<void> => {
    results[place] = await settle(place, () => write(value));
  };
  await concurrently(first, writesAtOnce, run);
  await concurrently(repeated, 1, run);
  return results;
};

/** The keys that an input would take, by which it is seen that two are about one record: case and blanks make no other e-mail. */
export const keysOfInput = ({ objectType, unique }: PropertySet, properties: Properties): string[] =>
  unique.flatMap((definition) => {
    const value = parseValue(definition, properties[definition.name] ?? '');
    return value.ok && value.value !== '' ? [uniqueKey(objectType, definition.name, value.value)] : [];
  });
