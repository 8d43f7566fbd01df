import { Conflict, Invalid, refuseAny } from '../../domain/errors.ts';
import type { CustomProperty } from '../../domain/record/custom-property.ts';
import { changeProblems, type PropertyFields, propertyProblems } from '../../domain/record/property-rules.ts';
import { propertySet } from '../../domain/record/property-set.ts';
import type { By } from '../actor.ts';
import type { PropertyLimits } from '../ports/properties.ts';
import { again, done, type Try, untilSettled } from '../retry.ts';
import { asKept } from './as-kept.ts';
import type { PropertyDeps } from './property-deps.ts';

/** HubSpot's limits, of each object type. */
const limits: PropertyLimits = { properties: 1_000, unique: 10 };

const exists = ({ objectType, name }: PropertyFields, archived = false): Conflict => {
  const message = archived
    ? `An archived property of ${objectType} has the name ${name}, and cannot come back as this.`
    : `There is a property ${name} of ${objectType} already.`;
  return new Conflict(message, [{ message, in: 'name', code: 'PROPERTY_EXISTS' }]);
};

const tooMany = (which: keyof PropertyLimits, { objectType }: PropertyFields): Invalid => {
  const what = which === 'unique' ? 'unique properties' : 'properties';
  const message = `An account may define ${limits[which]} ${what} of ${objectType}, archived ones included.`;
  return new Invalid(message, [{ message, code: 'PROPERTY_LIMIT_REACHED' }]);
};

/** A property that comes under the name of an archived one is that one again, if the values that records still have fit it. */
const restore = async ({ properties }: PropertyDeps, fresh: CustomProperty): Promise<Try<CustomProperty>> => {
  const before = await properties.get(fresh.objectType, fresh.name);
  if (before === undefined) return again;
  if (before.archivedAt === null) throw exists(fresh);
  if (changeProblems(before, fresh).length > 0) throw exists(fresh, true);
  const after = { ...fresh, version: before.version + 1 };
  return (await properties.replace(before, after)) ? done(after) : again;
};

/**
 * Defines a property. One that was archived comes back by its name, with the values that records still have.
 *
 * @throws Invalid naming each field that no property can have, or if there are too many; Conflict if the name is taken
 */
export const createProperty = async (
  deps: PropertyDeps,
  fields: PropertyFields,
  { actor }: Pick<By, 'actor'>,
): Promise<CustomProperty> => {
  if (propertySet(fields.objectType).find(fields.name) !== undefined) throw exists(fields);
  refuseAny(propertyProblems(fields));
  const at = deps.now();
  const made = { createdAt: at, createdBy: actor, updatedAt: at, updatedBy: actor };
  const fresh = asKept({ ...fields, ...made, archivedAt: null, version: 1 });
  return untilSettled(async () => {
    switch (await deps.properties.create(fresh, limits)) {
      case 'CREATED':
        return done(fresh);
      case 'NAME_TAKEN':
        return restore(deps, fresh);
      case 'TOO_MANY':
        throw tooMany('properties', fields);
      case 'TOO_MANY_UNIQUE':
        throw tooMany('unique', fields);
      case 'CHANGED_MEANWHILE':
        return again;
    }
  });
};
