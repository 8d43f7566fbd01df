import * as z from 'zod/mini';
import type { OwnerRef } from '../app/resolve-owner.ts';
import { invalidField } from '../domain/errors.ts';
import type { ObjectType } from '../domain/object-type.ts';
import { type Caller, objectScope, requireScope } from './caller.ts';
import { objectTypeField, ownerIdField, propertyNameField } from './fields.ts';

/** What every assignment says, of one record or of many: which type of record, to whom, and how. */
export const assignmentFields = {
  objectType: objectTypeField,
  ownerId: z.optional(z.nullable(ownerIdField)),
  ownerEmail: z.optional(z.string().check(z.minLength(1), z.maxLength(254))),
  property: z.optional(propertyNameField),
  overwrite: z._default(z.boolean(), true),
  dryRun: z._default(z.boolean(), false),
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

type Parsed = { objectType: ObjectType; overwrite: boolean; dryRun: boolean } & Parameters<
  typeof ownerRefOf
>[0] & {
    property?: string | undefined;
  };

/**
 * What an assignment asks for, once the caller may ask for it.
 *
 * @throws Forbidden if the caller may not write this object type, Invalid unless exactly one owner is named
 */
export const assignmentOf = (body: Parsed, caller: Caller) => {
  const { objectType, overwrite, dryRun, property, ...named } = body;
  requireScope(caller, objectScope(objectType, 'write'));
  return { objectType, overwrite, dryRun, property, owner: ownerRefOf(named) };
};
