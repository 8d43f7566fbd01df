import { type ObjectType, objectTypes } from '../object-type.ts';
import { type PropertyDefinition, propertiesOf } from './property.ts';

/** The properties that an object type has in an account: those that every account has, and the account's own. */
export type PropertySet = {
  readonly objectType: ObjectType;
  /** In the order in which HubSpot shows them; the account's own come last. */
  readonly all: readonly PropertyDefinition[];
  find(name: string): PropertyDefinition | undefined;
  /** Those that hold an owner's id: the owner itself and every further one. */
  readonly users: readonly PropertyDefinition[];
  /** Those whose values tell records apart: e-mail for contacts, domain for companies, and the account's own. */
  readonly unique: readonly PropertyDefinition[];
  /** Those of the account's own that are archived. Nobody reads or writes them, but records keep the values that they have. */
  readonly archived: readonly PropertyDefinition[];
};

const setOf = (
  objectType: ObjectType,
  custom: readonly PropertyDefinition[],
  archived: readonly PropertyDefinition[],
): PropertySet => {
  const all = [...propertiesOf(objectType), ...custom];
  const byName = new Map(all.map((definition) => [definition.name, definition]));
  return {
    objectType,
    all,
    find: (name) => byName.get(name),
    users: all.filter(({ type }) => type === 'user'),
    unique: all.filter(({ unique }) => unique),
    archived,
  };
};

const builtIn = Object.fromEntries(objectTypes.map((type) => [type, setOf(type, [], [])])) as Record<
  ObjectType,
  PropertySet
>;

/**
 * @param custom the properties that the account has defined itself
 * @param archived those that it once had
 */
export const propertySet = (
  objectType: ObjectType,
  custom: readonly PropertyDefinition[] = [],
  archived: readonly PropertyDefinition[] = [],
): PropertySet =>
  custom.length + archived.length === 0 ? builtIn[objectType] : setOf(objectType, custom, archived);
