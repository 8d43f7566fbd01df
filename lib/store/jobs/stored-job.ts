import * as z from 'zod/mini';
import { type Job, jobStates } from '../../domain/job/job.ts';
import { objectTypes } from '../../domain/object-type.ts';
import type { Item } from '../batch.ts';
import { filterGroupsItem } from '../filter-item.ts';
import { problemItem } from '../problem-item.ts';
import { jobKey } from './job-item.ts';

const counts = z.record(z.string(), z.number());

const importUndo = z.object({
  known: z.nullable(z.number()),
  created: z.nullable(z.object({ total: z.number(), archived: z.number(), kept: counts })),
});

const run = {
  id: z.string(),
  state: z.enum(jobStates),
  actor: z.string(),
  objectTypes: z.array(z.enum(objectTypes)),
  total: z.number(),
  moved: z.number(),
  skipped: counts,
  place: z.object({ pass: z.number(), partition: z.number(), after: z.nullable(z.string()) }),
  leg: z.number(),
  pagesInLeg: z.number(),
  handedOn: z.number(),
  failure: z.nullable(problemItem),
  version: z.number(),
  createdAt: z.string(),
  updatedAt: z.string(),
};

/** A job as it is kept, and as it travels. */
export const storedJob = z.discriminatedUnion('kind', [
  z.object({
    ...run,
    kind: z.literal('handover'),
    from: z.string(),
    to: z.union([z.strictObject({ ownerId: z.string() }), z.strictObject({ rotationId: z.string() })]),
  }),
  z.object({
    ...run,
    kind: z.literal('undo'),
    undoes: z.string(),
    historyComplete: z.boolean(),
    // Undos that were kept before imports could be undone.
    ofImport: z._default(z.nullable(importUndo), null),
  }),
  z.object({
    ...run,
    kind: z.literal('assign'),
    property: z.string(),
    ownerId: z.nullable(z.string()),
    overwrite: z.boolean(),
    dryRun: z.boolean(),
    pages: z.number(),
    // Assignments that were kept before there could be filters.
    filterGroups: z._default(z.nullable(filterGroupsItem), null),
    collecting: z._default(z.boolean(), false),
  }),
  z.object({ ...run, kind: z.literal('enroll'), workflowId: z.string(), workflowVersion: z.number() }),
]);

/** The item of a job; `jobKind` and `startedAs` put it in the index that lists jobs of a kind by time. */
export const toStoredJob = (job: Job): Item => ({
  ...job,
  ...jobKey(job.id),
  jobKind: job.kind,
  startedAs: `${job.createdAt}#${job.id}`,
});

/** The job in an item; undefined if it is of a kind that has a store of its own, as imports have. */
export const fromStoredJob = (item: Item): Job | undefined =>
  item['kind'] === undefined ? undefined : z.parse(storedJob, item);
