import * as z from 'zod/mini';

const count = z.int().check(z.nonnegative());
const positive = z.int().check(z.positive());

const chunk = z.object({
  number: positive,
  from: count,
  to: count,
  firstRow: count,
  rows: count,
  repeats: z.union([z.literal('all'), z.array(count)]),
});

const split = z.object({ from: count, row: count, line: count, chunk: positive, rows: count });

const importId = z.string().check(z.minLength(1));

/** What travels on the import queue: a chunk to be written, or the place from which a file is to be cut on. */
export const importMessage = z.union([z.object({ importId, chunk }), z.object({ importId, split })]);

/** What Lambda reports of a notification that a function failed on too often: the notification itself, and how it went. */
export const failedInvocation = z.object({ requestPayload: z.unknown() });
