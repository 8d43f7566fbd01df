import type { Properties } from './properties.ts';
import { type PropertySet, propertySet } from './property-set.ts';
import type { CrmRecord } from './record.ts';

/**
 * A record with these properties in place of its own. Of the account's unique properties it remembers those of which it has a value,
 * archived ones that it had before included.
 */
export const withProperties = <T extends Pick<CrmRecord, 'objectType' | 'uniqueProperties'>>(
  record: T,
  properties: Properties,
  { unique }: Pick<PropertySet, 'unique'>,
): T & { properties: Properties } => {
  const { uniqueProperties: before = [], ...rest } = record;
  const everyAccountHas = propertySet(record.objectType);
  const own = unique.map(({ name }) => name).filter((name) => everyAccountHas.find(name) === undefined);
  const names = [...new Set([...before, ...own])].filter((name) => properties[name]);
  return { ...(rest as T), properties, ...(names.length === 0 ? {} : { uniqueProperties: names }) };
};
