import * as z from 'zod/mini';
import { largestEnrollment } from '../../lib/app/rotation/enroll.ts';
import { invalidField } from '../../lib/domain/errors.ts';
import type { Pool, Rotation } from '../../lib/domain/rotation/rotation.ts';
import {
  idField,
  nameField,
  objectTypeField,
  ownerIdField,
  propertyNameField,
} from '../../lib/http/fields.ts';

export const weightField = z.number().check(z.int(), z.minimum(1), z.maximum(100));

const member = z.strictObject({
  ownerId: ownerIdField,
  weight: z._default(weightField, 1),
  dailyCap: z.exactOptional(z.number().check(z.int(), z.minimum(1), z.maximum(100_000))),
});

export const membersField = z.array(member).check(z.minLength(1), z.maxLength(500));

const fallback = z.union(
  [z.strictObject({ rotationId: idField }), z.strictObject({ ownerId: ownerIdField })],
  'A fallback is either { "rotationId" } or { "ownerId" }.',
);

/** Four weeks: who waits longer than that has lost the lead. */
const longestHold = 40_320;

const fields = {
  name: nameField,
  objectType: objectTypeField,
  property: z.optional(propertyNameField),
  members: z.optional(membersField),
  teamIds: z.optional(z.array(idField).check(z.minLength(1), z.maxLength(100))),
  overwrite: z.boolean(),
  onlyAvailable: z.boolean(),
  onMembersChange: z.enum(['reset', 'keep']),
  fallback: z.array(fallback).check(z.maxLength(10)),
  hold: z.nullable(
    z.strictObject({ until: z.number().check(z.int(), z.minimum(1), z.maximum(longestHold)) }),
  ),
};

export const newRotationBody = z.strictObject({
  ...fields,
  overwrite: z._default(fields.overwrite, false),
  onlyAvailable: z._default(fields.onlyAvailable, false),
  onMembersChange: z._default(fields.onMembersChange, 'reset'),
  fallback: z._default(fields.fallback, []),
  hold: z._default(fields.hold, null),
});

/** The object type of a rotation stays: its decisions are about records of that type. */
const { objectType: _stays, ...changeable } = fields;
export const rotationChangeBody = z.partial(z.strictObject({ ...changeable, property: propertyNameField }));

export const enrollmentBody = z.strictObject({
  recordIds: z.array(idField).check(z.minLength(1), z.maxLength(largestEnrollment)),
});

type PoolFields = {
  members?: z.output<typeof member>[] | undefined;
  teamIds?: string[] | undefined;
};

/**
 * Whom the body names: owners or teams; undefined if neither.
 *
 * @throws Invalid if it names both
 */
export const poolOf = ({ members, teamIds }: PoolFields): Pool | undefined => {
  if (members !== undefined && teamIds !== undefined) {
    throw invalidField('teamIds', 'A rotation has either members or teamIds, not both.', 'AMBIGUOUS');
  }
  if (members !== undefined) return { kind: 'owners', members };
  return teamIds === undefined ? undefined : { kind: 'teams', teamIds };
};

/** @throws Invalid unless the body names owners or teams */
export const requiredPoolOf = (body: PoolFields): Pool => {
  const pool = poolOf(body);
  if (pool === undefined) throw invalidField('members', 'A rotation needs members or teamIds.', 'REQUIRED');
  return pool;
};

/** A rotation as the API shows one: its pool as the fields that it was made from. */
export const rotationReply = ({ pool, version: _version, deletedAt: _deletedAt, ...rotation }: Rotation) => ({
  ...rotation,
  ...(pool.kind === 'owners' ? { members: pool.members } : { teamIds: pool.teamIds }),
});
