import * as z from 'zod/mini';
import { named } from './schema-names.ts';

/** The one error shape of every route. */
export const errorSchema = named(
  'Error',
  z.strictObject({
    status: z.literal('error'),
    category: z.string(),
    message: z.string(),
    correlationId: z.string(),
    errors: z.optional(
      z.array(
        z.strictObject({ message: z.string(), in: z.optional(z.string()), code: z.optional(z.string()) }),
      ),
    ),
  }),
  'Why a request was refused. `errors` names each field, record or scope at fault.',
);
