import * as z from 'zod/mini';
import { skipReasons } from '../../lib/domain/rotation/decision.ts';
import { reasons } from '../../lib/domain/rotation/eligibility.ts';
import { count, id, instant, objectType } from '../../lib/http/openapi/replies.ts';
import { described, named } from '../../lib/http/openapi/schema-names.ts';

const target = z.union([z.strictObject({ rotationId: id }), z.strictObject({ ownerId: id })]);
const member = z.strictObject({ ownerId: id, weight: z.number(), dailyCap: z.optional(count) });

/** What a caller should know though all went well; left out if there is nothing. */
export const warnings = z.optional(z.array(z.strictObject({ code: z.string(), message: z.string() })));

/** A rotation as the API shows one. */
export const rotationSchema = named(
  'Rotation',
  z.strictObject({
    id,
    name: z.string(),
    objectType,
    property: described('The user property that it sets.', z.string()),
    members: z.optional(z.array(member)),
    teamIds: z.optional(z.array(id)),
    overwrite: z.boolean(),
    onlyAvailable: z.boolean(),
    onMembersChange: z.enum(['reset', 'keep']),
    fallback: z.array(target),
    hold: z.nullable(z.strictObject({ until: described('Minutes.', z.number()) })),
    createdAt: instant,
    updatedAt: instant,
    warnings,
  }),
  'One "Rotate to owner" action: it draws from `members` or from the primary members of teams, and has its own counts.',
);

export const standingsSchema = named(
  'Standings',
  z.strictObject({
    epoch: count,
    turns: count,
    members: z.array(
      z.strictObject({
        ownerId: id,
        weight: z.number(),
        dailyCap: z.optional(count),
        count: described('Records received in this epoch.', count),
        credit: z.number(),
        countToday: count,
        eligible: z.boolean(),
        reasons: z.array(z.enum(reasons)),
      }),
    ),
  }),
);

const enrollment = { recordId: id, enrollmentId: z.string() };
const enrollments = z.array(z.strictObject(enrollment));

const decisionFields = {
  rotationId: id,
  batchId: id,
  version: count,
  at: instant,
  epoch: count,
  seed: z.string(),
  eligible: z.array(
    z.strictObject({ ownerId: id, weight: z.number(), credit: z.number(), count, left: z.nullable(count) }),
  ),
  excluded: z.array(z.strictObject({ ownerId: id, reasons: z.array(z.enum(reasons)) })),
  picks: z.array(z.strictObject({ ...enrollment, ownerId: id, turn: count, tied: count })),
  leftOver: z.nullable(
    z.union([
      z.strictObject({ to: z.literal('HOLD'), until: instant, enrollments }),
      z.strictObject({ to: z.literal('ROTATION'), rotationId: id, thenTry: z.array(target), enrollments }),
      z.strictObject({ to: z.literal('OWNER'), ownerId: id, enrollments }),
    ]),
  ),
  skipped: z.array(z.strictObject({ ...enrollment, reason: z.enum(skipReasons) })),
};

export const decisionSchema = named(
  'Decision',
  z.strictObject(decisionFields),
  'All that a batch of enrollments led to, with everything that is needed to come to the same result again.',
);

/** An explanation in short: its lists are told by the decision. */
const explanation = z.looseObject({
  recordId: id,
  outcome: z.enum(['PICKED', 'HELD', 'PASSED_ON', 'GIVEN_TO_FALLBACK', 'SKIPPED']),
  sentence: z.string(),
});

export const explainedDecisionSchema = named(
  'ExplainedDecision',
  z.strictObject({ ...decisionFields, explanations: z.array(explanation) }),
);

export const replaySchema = named(
  'Replay',
  z.strictObject({
    epoch: count,
    decisions: count,
    turns: count,
    matches: z.boolean(),
    differences: described(
      'The first hundred.',
      z.array(
        z.strictObject({ in: z.string(), what: z.string(), expected: z.unknown(), found: z.unknown() }),
      ),
    ),
  }),
);

export const simulationSchema = named(
  'Simulation',
  z.strictObject({
    records: count,
    given: count,
    notGiven: count,
    seed: z.string(),
    largestDeviation: described('Records, the furthest that anybody was from their fair share.', z.number()),
    longestWait: z.nullable(count),
    members: z.array(
      z.strictObject({
        ownerId: id,
        weight: z.number(),
        count,
        fairShare: z.number(),
        deviation: z.number(),
        longestWait: z.nullable(count),
      }),
    ),
  }),
);
