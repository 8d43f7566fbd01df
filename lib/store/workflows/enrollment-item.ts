import * as z from 'zod/mini';
import { objectTypes } from '../../domain/object-type.ts';
import { shardOf } from '../../domain/shard.ts';
import {
  enrollmentStates,
  reasonsToStop,
  type WorkflowEnrollment,
} from '../../domain/workflow/enrollment.ts';
import type { Item } from '../batch.ts';

const stepItem = z.object({
  action: z.string(),
  type: z.enum(['setOwner', 'setProperty', 'rotate', 'branch']),
  outcome: z.enum(['DONE', 'UNCHANGED', 'SKIPPED', 'FAILED']),
  reason: z.exactOptional(z.string()),
  branch: z.exactOptional(z.nullable(z.string())),
  property: z.exactOptional(z.string()),
  value: z.exactOptional(z.string()),
  ownerId: z.exactOptional(z.string()),
  rotationId: z.exactOptional(z.string()),
});

const enrollmentItem = z.object({
  enrollmentId: z.string(),
  workflowId: z.string(),
  workflowVersion: z.number(),
  objectType: z.enum(objectTypes),
  recordId: z.string(),
  cause: z.string(),
  by: z.enum(['TRIGGER', 'MANUAL', 'EXISTING']),
  actor: z.string(),
  runId: z.string(),
  hops: z.number(),
  state: z.enum(enrollmentStates),
  stopped: z.nullable(z.enum(reasonsToStop)),
  place: z.array(z.number()),
  rotation: z.nullable(
    z.object({ rotationId: z.string(), enrollmentId: z.string(), heldUntil: z.nullable(z.string()) }),
  ),
  steps: z.array(stepItem),
  version: z.number(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

/** A partition of the index `byWorkflow`. */
export const workflowPartition = (workflowId: string, shard: number): string => `${workflowId}#${shard}`;

/** The place of an enrollment among those of its workflow: by time, then by its id. */
export const startedAs = ({ createdAt, id }: Pick<WorkflowEnrollment, 'createdAt' | 'id'>): string =>
  `${createdAt}#${id}`;

/** The item of an enrollment, with its place in the index that lists those of a workflow, spread over shards by the record. */
export const toEnrollmentItem = ({ id, ...enrollment }: WorkflowEnrollment): Item => ({
  ...enrollment,
  enrollmentId: id,
  workflowShard: workflowPartition(enrollment.workflowId, shardOf(enrollment.recordId)),
  startedAs: startedAs({ createdAt: enrollment.createdAt, id }),
});

/** @throws Error if the item is not an enrollment's */
export const fromEnrollmentItem = (item: Item): WorkflowEnrollment => {
  const { enrollmentId, ...enrollment } = z.parse(enrollmentItem, item);
  return { ...enrollment, id: enrollmentId };
};
