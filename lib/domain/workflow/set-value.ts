import type { ObjectType } from '../object-type.ts';
import { whyNotAssignable } from '../owner/assignable.ts';
import type { Owner } from '../owner/owner.ts';
import type { PropertySet } from '../record/property-set.ts';
import { parseValue } from '../record/property-value.ts';

/** What a property is to be set to, or why it cannot be. */
export type SetValue = { ok: true; value: string } | { ok: false; code: string; message: string };

/**
 * The value that a workflow would write to a property now: as its definition has it and, if it holds an owner, one who may own such a
 * record. What is the only one of its kind cannot be set for many records.
 */
export const valueToSet = (
  wish: { property: string; value: string },
  {
    objectType,
    set,
    owners,
  }: { objectType: ObjectType; set: PropertySet; owners: ReadonlyMap<string, Owner> },
): SetValue => {
  const { property, value } = wish;
  const definition = set.find(property);
  if (definition === undefined) {
    const message = `Property ${property} does not exist on ${objectType}.`;
    return { ok: false, code: 'PROPERTY_DOESNT_EXIST', message };
  }
  if (definition.unique) {
    const message = `The values of ${property} tell records apart: it cannot be set to the same for all.`;
    return { ok: false, code: 'UNIQUE_PROPERTY', message };
  }
  const parsed = parseValue(definition, value);
  if (!parsed.ok || parsed.value === '') return parsed;
  if (definition.type !== 'user') return parsed;
  const problem = whyNotAssignable(owners.get(parsed.value), objectType, parsed.value);
  return problem === undefined ? parsed : { ok: false, code: problem.code ?? '', message: problem.message };
};
