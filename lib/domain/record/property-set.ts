import type { ObjectType } from '../object-type.ts';
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
};

/** @param custom the properties that the account has defined itself */
export const propertySet = (
  objectType: ObjectType,
  custom: readonly PropertyDefinition[] = [],
): PropertySet => {
  const all = [...propertiesOf(objectType), ...custom];
  const byName = new Map(all.map((definition) => [definition.name, definition]));
  return {
    objectType,
    all,
    find: (name) => byName.get(name),
    users: all.filter(({ type }) => type === 'user'),
    unique: all.filter(({ unique }) => unique),
  };
};
