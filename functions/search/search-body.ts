import * as z from 'zod/mini';
import type { FilterGroup } from '../../lib/domain/filter/filter.ts';
import { mostMatches, type Sort } from '../../lib/domain/search/search.ts';
import { propertyNameField, wantedPropertiesField } from '../../lib/http/fields.ts';
import { filterGroupsBody, filtersBody } from '../../lib/http/filter-body.ts';

const direction = z._default(z.enum(['ASCENDING', 'DESCENDING']), 'ASCENDING');

const sortObject = z.strictObject({ propertyName: propertyNameField, direction });

/** HubSpot's client sends a sort as the JSON of its object; a name alone, or one behind a `-` for descending, is a sort, too. */
const sortText = z.pipe(
  z.string().check(z.minLength(1), z.maxLength(300)),
  z.transform((text, context): Sort => {
    if (!text.startsWith('{')) {
      const descending = text.startsWith('-');
      const propertyName = descending ? text.slice(1) : text;
      return { propertyName, direction: descending ? 'DESCENDING' : 'ASCENDING' };
    }
    try {
      return z.parse(sortObject, JSON.parse(text));
    } catch {
      const message = 'A sort is the name of a property, or an object of propertyName and direction.';
      context.issues.push({ code: 'custom', message, input: text });
      return z.NEVER;
    }
  }),
);

const wholeNumber = z
  .union([z.string().check(z.maxLength(9)), z.number()])
  .check(z.refine((raw) => /^\d{1,9}$/.test(String(raw)), 'This is not the `after` of a page of a search.'));

/** Where the page begins: like HubSpot's, the `after` of a search is the number of matches before it. */
const offsetField = z.pipe(
  z.pipe(wholeNumber, z.transform(Number)),
  z
    .number()
    .check(
      z.refine(
        (offset) => offset < mostMatches,
        `A search goes no further than its first ${mostMatches} matches: filter by hs_object_id to go on behind them.`,
      ),
    ),
);

/** The body of a search, in HubSpot's shape. */
export const searchBody = z.strictObject({
  filterGroups: z.nullish(filterGroupsBody),
  /** One group, without the list around it. */
  filters: z.nullish(filtersBody),
  query: z.nullish(z.string().check(z.maxLength(3_000))),
  sorts: z.nullish(
    z.array(z.union([sortText, sortObject])).check(z.maxLength(1, 'A search has one sort at most.')),
  ),
  properties: z.nullish(wantedPropertiesField),
  limit: z._default(z.int().check(z.minimum(1), z.maximum(200)), 10),
  after: z.nullish(offsetField),
});

/** The groups of filters of a body, and where the filters of the first group are, for what is wrong with them. */
export const groupsOf = ({
  filterGroups,
  filters,
}: z.output<typeof searchBody>): { groups: FilterGroup[]; atTop: boolean } =>
  filters == null || filters.length === 0 || (filterGroups ?? []).length > 0
    ? { groups: filterGroups ?? [], atTop: false }
    : { groups: [{ filters }], atTop: true };
