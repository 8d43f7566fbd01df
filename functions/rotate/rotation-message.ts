import * as z from 'zod/mini';
import { largestBatch } from '../../lib/domain/rotation/rotation.ts';

const id = z.string().check(z.minLength(1));

const fallback = z.union([z.strictObject({ rotationId: id }), z.strictObject({ ownerId: id })]);

const origin = z.object({ enrollmentId: id, hops: z.number(), actor: z.string(), runId: z.string() });

const batchMessage = z.object({
  batchId: id,
  rotationId: id,
  enrollments: z
    .array(z.object({ recordId: z.string(), enrollmentId: z.string() }))
    .check(z.maxLength(largestBatch)),
  forwarded: z.exactOptional(z.object({ thenTry: z.array(fallback), through: z.array(id) })),
  replacing: z.exactOptional(id),
  workflow: z.exactOptional(z.object({ id, origins: z.record(z.string(), origin) })),
  actor: z.string(),
  runId: z.string(),
});

const retryMessage = z.object({ rotationId: id, retryHeld: z.literal(true) });

/** What travels on the rotation queue: a batch to decide, or the word to try again what a rotation holds. */
export const rotationMessage = z.union([retryMessage, batchMessage]);
