import * as z from 'zod/mini';
import { filterOperators } from '../../lib/domain/filter/filter.ts';
import { skipReasons } from '../../lib/domain/rotation/decision.ts';
import { reasons } from '../../lib/domain/rotation/eligibility.ts';
import { reasonsToStop } from '../../lib/domain/workflow/enrollment.ts';
import { id, instant, objectType } from '../../lib/http/openapi/replies.ts';
import { described, named } from '../../lib/http/openapi/schema-names.ts';

const filterGroup = z.strictObject({
  filters: z.array(
    z.strictObject({
      propertyName: z.string(),
      operator: z.enum(filterOperators),
      value: z.optional(z.string()),
      highValue: z.optional(z.string()),
      values: z.optional(z.array(z.string())),
    }),
  ),
});

/** A list of its own for each field, as in what the API takes. */
const actions = (): z.ZodMiniType => z.array(z.lazy(() => action));

const action: z.ZodMiniType = named(
  'WorkflowAction',
  z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('setOwner'), ownerId: id, property: z.string() }),
    z.strictObject({ type: z.literal('setProperty'), property: z.string(), value: z.string() }),
    z.strictObject({ type: z.literal('rotate'), rotationId: id }),
    z.strictObject({
      type: z.literal('branch'),
      branches: z.array(
        z.strictObject({ name: z.string(), filterGroups: z.array(filterGroup), actions: actions() }),
      ),
      otherwise: actions(),
    }),
  ]),
);

/** A workflow as the API shows one. */
export const workflowSchema = named(
  'Workflow',
  z.strictObject({
    id,
    name: z.string(),
    objectType,
    enabled: z.boolean(),
    enrollment: z.strictObject({ filterGroups: z.array(filterGroup), reEnroll: z.boolean() }),
    actions: actions(),
    createdAt: instant,
    updatedAt: instant,
    jobId: described('The job that enrols what matches already, if that was asked for.', z.optional(id)),
  }),
  'What is done, in order, with each record that comes to match.',
);

const stepFields = {
  action: described('Where it stands in the workflow: `actions[0].branches[1].actions[0]`.', z.string()),
  type: z.enum(['setOwner', 'setProperty', 'rotate', 'branch']),
  reason: z.optional(
    described(`Why it was skipped or failed, such as ${skipReasons.join(', ')}.`, z.string()),
  ),
  branch: described('The branch that was taken, null for `otherwise`.', z.optional(z.nullable(z.string()))),
  property: z.optional(z.string()),
  value: z.optional(z.string()),
  ownerId: z.optional(id),
  rotationId: z.optional(id),
};
const outcomes = ['DONE', 'UNCHANGED', 'SKIPPED', 'FAILED'] as const;

export const enrollmentSchema = named(
  'WorkflowEnrollment',
  z.strictObject({
    id,
    recordId: id,
    enrolledBy: z.enum(['TRIGGER', 'MANUAL', 'EXISTING']),
    actor: z.string(),
    state: z.enum(['RUNNING', 'ROTATING', 'HELD', 'DONE', 'STOPPED']),
    reason: z.optional(z.enum(reasonsToStop)),
    waitsFor: z.optional(z.strictObject({ rotationId: id, until: z.optional(instant) })),
    steps: z.array(z.strictObject({ ...stepFields, outcome: z.enum(outcomes) })),
    createdAt: instant,
    updatedAt: instant,
  }),
  "One record's way through a workflow, step by step.",
);

export const trialSchema = named(
  'WorkflowTrial',
  z.strictObject({
    recordId: id,
    matches: described(
      'Whether it meets what the workflow asks of those that enrol by themselves.',
      z.boolean(),
    ),
    steps: z.array(
      z.strictObject({
        ...stepFields,
        outcome: z.enum([...outcomes, 'ROTATES']),
        eligible: z.optional(z.array(id)),
        excluded: z.optional(z.array(z.strictObject({ ownerId: id, reasons: z.array(z.enum(reasons)) }))),
      }),
    ),
  }),
);
