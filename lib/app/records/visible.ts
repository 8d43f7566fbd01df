import type { ObjectType } from '../../domain/object-type.ts';
import type { PropertySet } from '../../domain/record/property-set.ts';
import type { CrmRecord } from '../../domain/record/record.ts';
import type { PropertyCatalog } from '../ports/properties.ts';
import { setKnowing } from '../properties/set-knowing.ts';

/** A record as it is to be shown, which is not how it is kept: it must not be written back. */
export type Visible = (record: CrmRecord) => CrmRecord;

/** Leaves away the values of archived properties, which records keep. */
export const visibleIn = ({ archived }: Pick<PropertySet, 'archived'>): Visible => {
  if (archived.length === 0) return (record) => record;
  const names = new Set(archived.map(({ name }) => name));
  return (record) => ({
    ...record,
    properties: Object.fromEntries(Object.entries(record.properties).filter(([name]) => !names.has(name))),
  });
};

/**
 * The same, reading the properties only if that matters.
 *
 * @param wanted the properties that will be shown, if not all of them; what every account has is never archived, so that the catalog
 *   is not read for it
 */
export const visibleOf = async (
  catalog: PropertyCatalog,
  objectType: ObjectType,
  wanted?: readonly string[],
): Promise<Visible> => {
  const set = wanted === undefined ? catalog.of(objectType) : setKnowing(catalog, objectType, wanted);
  return visibleIn(await set);
};
