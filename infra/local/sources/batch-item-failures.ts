import * as z from 'zod/mini';

const response = z.nullish(
  z.object({
    batchItemFailures: z.nullish(z.array(z.object({ itemIdentifier: z.string().check(z.minLength(1)) }))),
  }),
);

/**
 * The identifiers that a function reports as failed. Gives `'all'` where Lambda takes the whole batch for failed: an answer of
 * another shape, an empty identifier, or one that the batch does not hold.
 *
 * Source: "Implementing partial batch responses" in the Lambda developer guide.
 */
export function readBatchItemFailures(payload: string, known: ReadonlySet<string>): Set<string> | 'all' {
  const parsed = response.safeParse(JSON.parse(payload));
  if (!parsed.success) return 'all';
  const failed = (parsed.data?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
  return failed.every((identifier) => known.has(identifier)) ? new Set(failed) : 'all';
}
