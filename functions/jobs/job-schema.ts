import * as z from 'zod/mini';
import { filterOperators } from '../../lib/domain/filter/filter.ts';
import { jobStates } from '../../lib/domain/job/job.ts';
import { outcomes } from '../../lib/domain/record/assignment.ts';
import { count, id, instant, objectType, problem } from '../../lib/http/openapi/replies.ts';
import { described, named } from '../../lib/http/openapi/schema-names.ts';

const run = {
  id,
  state: z.enum(jobStates),
  createdAt: instant,
  updatedAt: instant,
  actor: z.string(),
  objectTypes: z.array(objectType),
  total: described('An estimate until the job is over, when it is `done`.', count),
  done: described('How many records it has worked through.', count),
};
const failure = described('Why it stopped, if it FAILED.', z.optional(problem));
const undoneBy = described(
  'The job that takes this one back, if somebody has asked for that.',
  z.nullable(id),
);
const reasons = described(
  'How many records were left as they are, by the reason.',
  z.record(z.string(), count),
);
const moved = z.strictObject({ moved: count, skipped: reasons });

const filter = z.strictObject({
  propertyName: z.string(),
  operator: z.enum(filterOperators),
  value: z.optional(z.string()),
  highValue: z.optional(z.string()),
  values: z.optional(z.array(z.string())),
});

const assignJob = named(
  'AssignJob',
  z.strictObject({
    ...run,
    kind: z.literal('assign'),
    to: z.strictObject({ ownerId: z.nullable(id) }),
    property: z.string(),
    overwrite: z.boolean(),
    dryRun: z.boolean(),
    filterGroups: z.optional(z.array(z.strictObject({ filters: z.array(filter) }))),
    collecting: described('Whether it still looks for the records that match.', z.optional(z.boolean())),
    undoneBy,
    counts: z.strictObject({
      assigned: count,
      cleared: count,
      unchanged: count,
      skipped: count,
      failed: count,
      canceled: count,
    }),
    failure,
  }),
);

const handoverJob = named(
  'HandoverJob',
  z.strictObject({
    ...run,
    kind: z.literal('handover'),
    from: z.strictObject({ ownerId: id }),
    to: z.union([z.strictObject({ ownerId: id }), z.strictObject({ rotationId: id })]),
    undoneBy,
    counts: moved,
    failure,
  }),
);

const undoJob = named(
  'UndoJob',
  z.strictObject({
    ...run,
    kind: z.literal('undo'),
    undoes: id,
    created: described(
      'What becomes of the records that an import created, if they are to be archived.',
      z.optional(z.strictObject({ total: count, archived: count, kept: reasons })),
    ),
    counts: moved,
    failure,
  }),
);

const enrollJob = named(
  'EnrollJob',
  z.strictObject({
    ...run,
    kind: z.literal('enroll'),
    workflowId: id,
    counts: z.strictObject({ enrolled: count, skipped: reasons }),
    failure,
  }),
);

const importJob = named(
  'ImportJob',
  z.strictObject({
    ...run,
    kind: z.literal('import'),
    undoneBy,
    counts: z.strictObject({ created: count, updated: count, unchanged: count, failed: count }),
  }),
);

export const jobSchema = named(
  'Job',
  z.discriminatedUnion('kind', [assignJob, handoverJob, undoJob, enrollJob, importJob]),
  'Work on many records that goes on after its request is answered.',
);

/** What became of a record that an assignment is about. */
const assignResult = z.strictObject({
  recordId: id,
  outcome: z.enum([...outcomes, 'FAILED', 'CANCELED']),
  previousOwnerId: z.nullable(id),
  changeId: z.optional(id),
  error: z.optional(problem),
});

/** A record that another job changed. */
const changedRecord = z.strictObject({
  objectType,
  recordId: id,
  property: z.string(),
  outcome: z.enum(['ASSIGNED', 'CLEARED']),
  previousOwnerId: z.nullable(id),
  ownerId: z.nullable(id),
  changeId: id,
  at: instant,
});

export const jobResultSchema = named('JobResult', z.union([assignResult, changedRecord]));
