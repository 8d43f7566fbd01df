import * as z from 'zod/mini';
import { skipReasons } from '../../lib/domain/rotation/decision.ts';
import { largestBatch } from '../../lib/domain/rotation/rotation.ts';

const id = z.string().check(z.minLength(1));
const atMost = <T extends z.ZodMiniType>(item: T) => z.array(item).check(z.maxLength(largestBatch));

const told = { recordId: id, enrollmentId: id, workflowEnrollmentId: id };

const toldOutcome = z.discriminatedUnion('outcome', [
  z.object({ ...told, outcome: z.literal('DONE'), ownerId: id }),
  z.object({ ...told, outcome: z.literal('HELD'), until: z.string() }),
  z.object({
    ...told,
    outcome: z.enum(['SKIPPED', 'FAILED']),
    reason: z.enum([...skipReasons, 'ROTATION_NOT_FOUND']),
  }),
]);

const toEnroll = z.object({
  recordIds: atMost(id),
  cause: id,
  by: z.enum(['TRIGGER', 'MANUAL', 'EXISTING']),
  actor: z.string(),
  runId: id,
  hops: z.number(),
  stopped: z.null(),
});

/** What travels on the workflow queue: enrollments to go on, what a rotation said of some, or records to enroll. */
export const workflowMessage = z.union([
  z.object({ workflowId: id, run: atMost(id) }),
  z.object({ workflowId: id, told: atMost(toldOutcome) }),
  z.object({ workflowId: id, version: z.number(), enroll: toEnroll }),
]);
