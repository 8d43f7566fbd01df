import * as z from 'zod/mini';

const position = z.int().check(z.nonnegative());

/** What travels on the import queue. */
export const chunkMessage = z.object({
  importId: z.string().check(z.minLength(1)),
  chunk: z.object({ number: z.int().check(z.positive()), from: position, to: position, firstRow: position }),
});
