import { Conflict, Invalid, NotFound, refuseAny } from '../../domain/errors.ts';
import { type ObjectType, singular } from '../../domain/object-type.ts';
import type { CustomProperty } from '../../domain/record/custom-property.ts';
import { changeProblems, type PropertyFields, propertyProblems } from '../../domain/record/property-rules.ts';
import { propertySet } from '../../domain/record/property-set.ts';
import type { By } from '../actor.ts';
import type { RotationStore } from '../ports/rotations.ts';
import { again, done, untilSettled } from '../retry.ts';
import { asKept } from './as-kept.ts';
import type { PropertyDeps } from './property-deps.ts';

/** Which property is meant. */
export type PropertyName = { objectType: ObjectType; name: string };

/** Every field of a property that is to be changed; a field that is left out stays. */
export type PropertyChange = Partial<Omit<PropertyFields, 'objectType' | 'name'>>;

export const noProperty = ({ objectType, name }: PropertyName): NotFound =>
  new NotFound(`A ${singular(objectType)} has no property ${name}.`);

const refuseBuiltIn = ({ objectType, name }: PropertyName, what: string): void => {
  if (propertySet(objectType).find(name) === undefined) return;
  const message = `Property ${name} is one that every account has; it cannot be ${what}.`;
  throw new Invalid(message, [{ message, in: 'name', code: 'READ_ONLY_PROPERTY' }]);
};

const rewrite = (
  { properties, now }: PropertyDeps,
  wanted: PropertyName,
  { actor }: Pick<By, 'actor'>,
  change: (before: CustomProperty, at: string) => CustomProperty,
): Promise<CustomProperty> =>
  untilSettled(async () => {
    const before = await properties.get(wanted.objectType, wanted.name);
    if (before === undefined || before.archivedAt !== null) throw noProperty(wanted);
    const at = now();
    const changed = change(before, at);
    const after = { ...changed, version: before.version + 1, updatedAt: at, updatedBy: actor };
    return (await properties.replace(before, after)) ? done(after) : again;
  });

/**
 * Changes what is given of a property. Options that are left out of a new list stay on the records that have them.
 *
 * @throws NotFound; Invalid naming each field that cannot be so, or not any more, or if every account has the property
 */
export const updateProperty = async (
  deps: PropertyDeps,
  wanted: PropertyName,
  change: (before: CustomProperty) => PropertyChange,
  by: Pick<By, 'actor'>,
): Promise<CustomProperty> => {
  refuseBuiltIn(wanted, 'changed');
  return rewrite(deps, wanted, by, (before) => {
    const after = { ...before, ...change(before) };
    refuseAny([...changeProblems(before, after), ...propertyProblems(after)]);
    return asKept(after);
  });
};

/** The rotations that set a property, the first ones that there are. */
const rotationsThatSet = async (
  rotations: Pick<RotationStore, 'list'>,
  { objectType, name }: PropertyName,
): Promise<string[]> => {
  let after: string | undefined;
  do {
    const page = await rotations.list({ limit: 100, after });
    const found = page.results.filter(
      (one) => one.deletedAt === null && one.objectType === objectType && one.property === name,
    );
    if (found.length > 0) return found.map(({ id }) => id);
    after = page.next;
  } while (after !== undefined);
  return [];
};

/**
 * Archives a property: nobody reads or writes it any more. Records keep their values of it, and what was unique stays taken, so that
 * it can come back.
 *
 * @throws NotFound; Invalid if every account has it; Conflict as long as a rotation sets it
 */
export const archiveProperty = async (
  deps: PropertyDeps,
  wanted: PropertyName,
  by: Pick<By, 'actor'>,
): Promise<void> => {
  refuseBuiltIn(wanted, 'deleted');
  const setBy = await rotationsThatSet(deps.rotations, wanted);
  if (setBy.length > 0) {
    const message = `Property ${wanted.name} is set by rotation ${setBy.slice(0, 10).join(', ')}.`;
    throw new Conflict(message, [{ message, in: 'name', code: 'PROPERTY_IN_USE' }]);
  }
  await rewrite(deps, wanted, by, (before, at) => ({ ...before, archivedAt: at }));
};
