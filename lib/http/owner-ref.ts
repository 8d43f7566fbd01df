import * as z from 'zod/mini';
import type { OwnerRef } from '../app/resolve-owner.ts';
import { invalidField } from '../domain/errors.ts';
import { ownerIdField } from './fields.ts';

/** The fields with which a request names an owner: one of the two. */
export const ownerRefFields = {
  ownerId: z.optional(z.nullable(ownerIdField)),
  ownerEmail: z.optional(z.string().check(z.minLength(1), z.maxLength(254))),
};

/** @throws Invalid unless exactly one of `ownerId` and `ownerEmail` is given */
export const ownerRefOf = (body: {
  ownerId?: string | null | undefined;
  ownerEmail?: string | undefined;
}): OwnerRef => {
  const { ownerId, ownerEmail } = body;
  if (ownerId !== undefined && ownerEmail !== undefined) {
    throw invalidField('ownerEmail', 'Give either ownerId or ownerEmail, not both.', 'AMBIGUOUS');
  }
  if (ownerEmail !== undefined) return { ownerEmail };
  if (ownerId !== undefined) return { ownerId };
  throw invalidField(
    'ownerId',
    'Give an ownerId or an ownerEmail; ownerId null clears the owner.',
    'REQUIRED',
  );
};
