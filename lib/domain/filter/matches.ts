import type { Properties } from '../record/properties.ts';
import type { PropertySet } from '../record/property-set.ts';
import { compile } from './compile.ts';
import type { FilterGroup } from './filter.ts';

/**
 * Whether a record with these properties matches one of the groups: no groups, no match. For many records use
 * {@link compile}; for the id and the times of a record pass its `filterableProperties`.
 */
export const matches = (groups: readonly FilterGroup[], properties: Properties, set: PropertySet): boolean =>
  compile(groups, set)(properties);
