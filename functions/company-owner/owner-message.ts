import * as z from 'zod/mini';

const text = z.string().check(z.minLength(1));
const count = z.int().check(z.nonnegative());

/** What travels on the queue of company owners: whose contacts go to whom, and where to go on among them. */
export const ownerOnTheWay = z.object({
  passed: z.object({
    companyId: text,
    ownerId: text,
    version: count,
    settledAt: text,
    onlyUnowned: z.boolean(),
    cause: z.object({
      actor: z.string(),
      notify: z.boolean(),
      workflow: z.exactOptional(z.object({ id: text, enrollmentId: text, hops: count })),
    }),
  }),
  place: z.object({ shard: count, after: z.nullable(z.string()) }),
});
