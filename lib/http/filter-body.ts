import * as z from 'zod/mini';
import { type Filter, type FilterGroup, filterOperators } from '../domain/filter/filter.ts';
import { propertyNameField } from './fields.ts';

/** More than any limit on filters, so that what is too much is refused by the rule that says how much is allowed. */
const most = 1_000;

/** As long as a search of HubSpot may be. */
const longestValue = 3_000;

/** A value to compare with; many clients send numbers, times and booleans as what they are in JSON. */
const valueField = z.pipe(
  z.union([z.string(), z.number(), z.boolean()]),
  z.pipe(z.transform(String), z.string().check(z.maxLength(longestValue))),
);

const filterBody = z.pipe(
  z.strictObject({
    propertyName: propertyNameField,
    operator: z.enum(filterOperators),
    value: z.nullish(valueField),
    highValue: z.nullish(valueField),
    values: z.nullish(z.array(valueField).check(z.maxLength(2 * most))),
  }),
  z.transform(
    ({ propertyName, operator, value, highValue, values }): Filter => ({
      propertyName,
      operator,
      ...(value == null ? {} : { value }),
      ...(highValue == null ? {} : { highValue }),
      ...(values == null ? {} : { values }),
    }),
  ),
);

/** The filters of one group: all of them must match. */
export const filtersBody = z.array(filterBody).check(z.maxLength(most));

/** The field `filterGroups`, in the shape of HubSpot's search. What the filters say is checked by `filterProblems`. */
export const filterGroupsBody = z
  .array(
    z.pipe(
      z.strictObject({ filters: filtersBody }),
      z.transform((group): FilterGroup => group),
    ),
  )
  .check(z.maxLength(most));
