import * as z from 'zod/mini';
import { largestBatch } from '../../lib/domain/rotation/rotation.ts';

/** What travels on the rotation queue. */
export const rotationMessage = z.object({
  batchId: z.string().check(z.minLength(1)),
  rotationId: z.string().check(z.minLength(1)),
  enrollments: z
    .array(z.object({ recordId: z.string(), enrollmentId: z.string() }))
    .check(z.maxLength(largestBatch)),
  actor: z.string(),
  runId: z.string(),
});
