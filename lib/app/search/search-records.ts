import { filterableProperties } from '../../domain/filter/system-properties.ts';
import type { PropertySet } from '../../domain/record/property-set.ts';
import type { CrmRecord } from '../../domain/record/record.ts';
import { mostMatches, type Search } from '../../domain/search/search.ts';
import { findMatches, liveRecords, matcherOf, type SearchDeps } from './find-matches.ts';

/** One page of what was found. `more` says whether there are matches behind it, be they out of reach. */
export type Found = { total: number; records: CrmRecord[]; more: boolean };

/**
 * Finds records as HubSpot's search does. The total is exact up to 10,000, which stands for as many or more. The indexes follow the
 * table after a moment; the records of the page are read from the table, and one that has been archived or changed so that it does
 * not match any more is left out of it.
 */
export const searchRecords = async (deps: SearchDeps, set: PropertySet, search: Search): Promise<Found> => {
  const { objectType, offset, limit } = search;
  const { ids, count, records: read } = await findMatches(deps, set, search);
  const end = Math.min(offset + limit, mostMatches);
  const page = ids.slice(offset, end);
  const records = read ?? (await liveRecords(deps, objectType, page));
  const matches = matcherOf(set, search);
  return {
    total: Math.min(count, mostMatches),
    records: page
      .flatMap((id) => records.get(id) ?? [])
      .filter((record) => matches(filterableProperties(record))),
    more: count > end,
  };
};
