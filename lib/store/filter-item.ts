import * as z from 'zod/mini';
import { filterOperators } from '../domain/filter/filter.ts';

/** Filters as they are kept with what they are the filters of. */
export const filterGroupsItem = z.array(
  z.object({
    filters: z.array(
      z.object({
        propertyName: z.string(),
        operator: z.enum(filterOperators),
        value: z.exactOptional(z.string()),
        highValue: z.exactOptional(z.string()),
        values: z.exactOptional(z.array(z.string())),
      }),
    ),
  }),
);
