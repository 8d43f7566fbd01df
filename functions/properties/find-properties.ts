import type { PropertyStore } from '../../lib/app/ports/properties.ts';
import type { PropertyName } from '../../lib/app/properties/change-property.ts';
import type { ObjectType } from '../../lib/domain/object-type.ts';
import { propertySet } from '../../lib/domain/record/property-set.ts';
import { builtInReply, customReply, type PropertyReply } from './property-reply.ts';

/** Every property of an object type, or every one that was archived. */
export const listProperties = async (
  store: Pick<PropertyStore, 'list'>,
  objectType: ObjectType,
  archived: boolean,
): Promise<PropertyReply[]> => {
  const own = (await store.list(objectType)).filter(({ archivedAt }) => (archivedAt !== null) === archived);
  const builtIn = archived ? [] : propertySet(objectType).all;
  return [...builtIn.map((one) => builtInReply(objectType, one)), ...own.map(customReply)];
};

/** One property; undefined if there is none of this name, or it is archived and archived ones were not asked for. */
export const findProperty = async (
  store: Pick<PropertyStore, 'get'>,
  { objectType, name }: PropertyName,
  archived: boolean,
): Promise<PropertyReply | undefined> => {
  const builtIn = archived ? undefined : propertySet(objectType).find(name);
  if (builtIn !== undefined) return builtInReply(objectType, builtIn);
  const own = await store.get(objectType, name);
  return own !== undefined && (own.archivedAt !== null) === archived ? customReply(own) : undefined;
};
