import * as z from 'zod/mini';
import { problem } from './replies.ts';
import { named } from './schema-names.ts';

/** The one error shape of every route. */
export const errorSchema = named(
  'Error',
  z.strictObject({
    status: z.literal('error'),
    category: z.string(),
    message: z.string(),
    correlationId: z.string(),
    errors: z.optional(z.array(problem)),
  }),
  'Why a request was refused. `errors` names each field, record or scope at fault.',
);
