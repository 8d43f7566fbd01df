import * as z from 'zod/mini';
import type { HeldBatch } from '../../app/ports/rotations.ts';
import type { Item } from '../batch.ts';
import { heldKey } from './rotation-keys.ts';

const originItem = z.object({
  enrollmentId: z.string(),
  hops: z.number(),
  actor: z.string(),
  runId: z.string(),
});

const heldItem = z.object({
  rotationId: z.string(),
  heldId: z.string(),
  round: z.number(),
  until: z.string(),
  enrollments: z.array(z.object({ recordId: z.string(), enrollmentId: z.string() })),
  actor: z.string(),
  runId: z.string(),
  workflow: z.exactOptional(z.object({ id: z.string(), origins: z.record(z.string(), originItem) })),
});

/** The one partition of the index `byHeld`, in which every batch that is held stands. */
export const heldPartition = 'held';

/** The item of a batch that is held; `held` puts it in the index of all of them. */
export const toHeldItem = (held: HeldBatch): Item => ({
  ...heldKey(held.rotationId, held.heldId),
  ...held,
  held: heldPartition,
});

/** @throws Error if the item is not a batch that is held */
export const fromHeldItem = (item: Item): HeldBatch => z.parse(heldItem, item);
