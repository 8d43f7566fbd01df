import type { FilterGroup } from '../filter/filter.ts';
import type { ObjectType } from '../object-type.ts';

/** The order of the matches. Those without a value come last, equal ones in the order of their ids. */
export type Sort = { propertyName: string; direction: 'ASCENDING' | 'DESCENDING' };

/** What a search asks for: the records of a type that match the filters and the words, a page of them. */
export type Search = {
  objectType: ObjectType;
  /** None stands for all records. */
  groups: readonly FilterGroup[];
  query?: string;
  /** By id where there is none. */
  sort?: Sort;
  limit: number;
  /** How many matches come before the page. */
  offset: number;
};

/**
 * As at HubSpot, a search goes no further than its first 10,000 matches. They are also all that is counted: a total of 10,000 stands
 * for as many or more.
 */
export const mostMatches = 10_000;
