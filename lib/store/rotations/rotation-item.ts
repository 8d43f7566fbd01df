import * as z from 'zod/mini';
import { objectTypes } from '../../domain/object-type.ts';
import type { Decision } from '../../domain/rotation/decide.ts';
import type { Rotation } from '../../domain/rotation/rotation.ts';
import type { Standings } from '../../domain/rotation/standings.ts';
import type { Item } from '../batch.ts';

const rotationItem = z.object({
  id: z.string(),
  name: z.string(),
  objectType: z.enum(objectTypes),
  property: z.string(),
  pool: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('owners'),
      members: z.array(z.object({ ownerId: z.string(), weight: z.number() })),
    }),
    z.object({ kind: z.literal('teams'), teamIds: z.array(z.string()) }),
  ]),
  overwrite: z.boolean(),
  onMembersChange: z.enum(['reset', 'keep']),
  version: z.number(),
  deletedAt: z.nullable(z.string()),
  createdAt: z.string(),
  updatedAt: z.string(),
});

const standingsItem = z.object({
  rotationId: z.string(),
  version: z.number(),
  epoch: z.number(),
  turns: z.number(),
  members: z.record(z.string(), z.object({ credit: z.number(), count: z.number() })),
});

const decisionItem = z.object({
  rotationId: z.string(),
  batchId: z.string(),
  at: z.string(),
  epoch: z.number(),
  seed: z.string(),
  eligible: z.array(
    z.object({ ownerId: z.string(), weight: z.number(), credit: z.number(), count: z.number() }),
  ),
  excluded: z.array(
    z.object({
      ownerId: z.string(),
      reasons: z.array(z.enum(['DEACTIVATED', 'NO_OBJECT_ACCESS', 'NO_PAID_SEAT'])),
    }),
  ),
  picks: z.array(
    z.object({
      recordId: z.string(),
      enrollmentId: z.string(),
      ownerId: z.string(),
      turn: z.number(),
      tied: z.number(),
    }),
  ),
  skipped: z.array(
    z.object({
      recordId: z.string(),
      reason: z.enum([
        'ROTATION_DELETED',
        'RECORD_NOT_FOUND',
        'ALREADY_DECIDED',
        'ALREADY_OWNED',
        'NO_ELIGIBLE_OWNER',
      ]),
    }),
  ),
});

export const rotationKind = 'rotation';
export const standingsKey = (rotationId: string): { rotationId: string; item: string } => ({
  rotationId,
  item: 'standings',
});
export const decisionPrefix = 'decision#';
export const decisionKey = (rotationId: string, batchId: string): { rotationId: string; item: string } => ({
  rotationId,
  item: `${decisionPrefix}${batchId}`,
});

export const fromRotationItem = (item: Item): Rotation => z.parse(rotationItem, item);
export const fromStandingsItem = (item: Item): Standings => z.parse(standingsItem, item);
export const fromDecisionItem = (item: Item): Decision => z.parse(decisionItem, item);
