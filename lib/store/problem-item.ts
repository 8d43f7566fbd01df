import * as z from 'zod/mini';

/** A problem of a request as it is kept with what it stopped. */
export const problemItem = z.object({
  message: z.string(),
  in: z.exactOptional(z.string()),
  code: z.exactOptional(z.string()),
});
