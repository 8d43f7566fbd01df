import * as z from 'zod/mini';

/** Whether archived properties are asked for instead of the others; what else a query says is ignored. */
export const propertyQuery = z.object({
  archived: z._default(
    z.pipe(
      z.enum(['true', 'false']),
      z.transform((value) => value === 'true'),
    ),
    false,
  ),
});
