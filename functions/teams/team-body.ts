import * as z from 'zod/mini';

/** A team as a caller sends it. */
export const teamBody = z.strictObject({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
});
