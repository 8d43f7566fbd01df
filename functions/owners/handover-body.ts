import * as z from 'zod/mini';
import { invalidField } from '../../lib/domain/errors.ts';
import type { Receiver } from '../../lib/domain/job/job.ts';
import { idField, objectTypesField, ownerIdField } from '../../lib/http/fields.ts';

export const handoverBody = z.strictObject({
  ownerId: z.optional(ownerIdField),
  rotationId: z.optional(idField),
  objectTypes: z.optional(
    objectTypesField.check(
      z.minLength(1),
      z.refine((types) => new Set(types).size === types.length, 'An object type is named twice.'),
    ),
  ),
  dryRun: z._default(z.boolean(), false),
});

/**
 * Whom the body names: an owner or a rotation.
 *
 * @throws Invalid unless it names exactly one
 */
export const receiverOf = ({
  ownerId,
  rotationId,
}: Pick<z.output<typeof handoverBody>, 'ownerId' | 'rotationId'>): Receiver => {
  if (ownerId !== undefined && rotationId !== undefined)
    throw invalidField('rotationId', 'Give either ownerId or rotationId, not both.', 'AMBIGUOUS');
  if (ownerId !== undefined) return { ownerId };
  if (rotationId !== undefined) return { rotationId };
  throw invalidField('ownerId', 'Give an ownerId or a rotationId.', 'REQUIRED');
};
