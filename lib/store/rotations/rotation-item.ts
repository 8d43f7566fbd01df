import * as z from 'zod/mini';
import { objectTypes } from '../../domain/object-type.ts';
import type { Rotation } from '../../domain/rotation/rotation.ts';
import type { Item } from '../batch.ts';

const memberItem = z.object({
  ownerId: z.string(),
  weight: z.number(),
  dailyCap: z.exactOptional(z.number()),
});

export const fallbackItem = z.union([
  z.strictObject({ rotationId: z.string() }),
  z.strictObject({ ownerId: z.string() }),
]);

const rotationItem = z.object({
  id: z.string(),
  name: z.string(),
  objectType: z.enum(objectTypes),
  property: z.string(),
  pool: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('owners'), members: z.array(memberItem) }),
    z.object({ kind: z.literal('teams'), teamIds: z.array(z.string()) }),
  ]),
  overwrite: z.boolean(),
  // Rotations that were saved before there was a choice have none of these.
  onlyAvailable: z._default(z.boolean(), false),
  fallback: z._default(z.array(fallbackItem), []),
  hold: z._default(z.nullable(z.object({ until: z.number() })), null),
  onMembersChange: z.enum(['reset', 'keep']),
  version: z.number(),
  deletedAt: z.nullable(z.string()),
  createdAt: z.string(),
  updatedAt: z.string(),
});

/** @throws Error if the item is not a rotation's */
export const fromRotationItem = (item: Item): Rotation => z.parse(rotationItem, item);
