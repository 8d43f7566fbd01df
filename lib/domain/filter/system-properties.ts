import type { Properties } from '../record/properties.ts';
import type { PropertySet } from '../record/property-set.ts';
import type { CrmRecord } from '../record/record.ts';
import { type Kind, kindOf } from './kinds.ts';

/**
 * What HubSpot knows of every record besides its properties. A filter may name the times by either of the names that HubSpot has for
 * them: contacts say `createdate` and `lastmodifieddate`, later object types put `hs_` before.
 */
const systemKinds: ReadonlyMap<string, Kind> = new Map([
  ['hs_object_id', 'id'],
  ['createdate', 'instant'],
  ['hs_createdate', 'instant'],
  ['lastmodifieddate', 'instant'],
  ['hs_lastmodifieddate', 'instant'],
]);

/** Whether HubSpot keeps this itself, and no property of the record has it. */
export const isSystemProperty = (name: string): boolean => systemKinds.has(name);

/** How the values of a property are compared; undefined where the object type has no such property. */
export const kindOfProperty = (set: PropertySet, name: string): Kind | undefined => {
  const system = systemKinds.get(name);
  if (system !== undefined) return system;
  const definition = set.find(name);
  return definition === undefined ? undefined : kindOf(definition);
};

/** A record's properties together with its id and times, under every name that a filter may use. */
export const filterableProperties = ({
  id,
  properties,
  createdAt,
  updatedAt,
}: Pick<CrmRecord, 'id' | 'properties' | 'createdAt' | 'updatedAt'>): Properties => ({
  ...properties,
  hs_object_id: id,
  createdate: createdAt,
  hs_createdate: createdAt,
  lastmodifieddate: updatedAt,
  hs_lastmodifieddate: updatedAt,
});
