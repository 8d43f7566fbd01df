import * as z from 'zod/mini';
import { objectTypes } from '../../domain/object-type.ts';
import type { Action, Workflow } from '../../domain/workflow/workflow.ts';
import type { Item } from '../batch.ts';
import { filterGroupsItem } from '../filter-item.ts';

const actionsItem: z.ZodMiniType<Action[]> = z.array(z.lazy(() => actionItem));

const actionItem: z.ZodMiniType<Action> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('setOwner'), ownerId: z.string(), property: z.string() }),
  z.object({ type: z.literal('setProperty'), property: z.string(), value: z.string() }),
  z.object({ type: z.literal('rotate'), rotationId: z.string() }),
  z.object({
    type: z.literal('branch'),
    branches: z.array(z.object({ name: z.string(), filterGroups: filterGroupsItem, actions: actionsItem })),
    otherwise: actionsItem,
  }),
]);

const workflowItem = z.object({
  workflowId: z.string(),
  name: z.string(),
  objectType: z.enum(objectTypes),
  enabled: z.boolean(),
  enrollment: z.object({ filterGroups: filterGroupsItem, reEnroll: z.boolean() }),
  actions: actionsItem,
  triggersSince: z.string(),
  version: z.number(),
  deletedAt: z.nullable(z.string()),
  createdAt: z.string(),
  updatedAt: z.string(),
});

/** The kind under which workflows stand in the table Directory as they are now, and the kind of all that they ever were. */
export const workflowKind = 'workflow';
const versionKind = 'workflowVersion';

export const versionKey = (id: string, version: number): { kind: string; id: string } => ({
  kind: versionKind,
  id: `${id}#${version}`,
});

export const toWorkflowItem = ({ id, ...workflow }: Workflow): Item => ({
  ...workflow,
  kind: workflowKind,
  id,
  workflowId: id,
});

/** The item that keeps a workflow as it is in this version, whatever becomes of it. */
export const toVersionItem = (workflow: Workflow): Item => ({
  ...toWorkflowItem(workflow),
  ...versionKey(workflow.id, workflow.version),
});

/** @throws Error if the item is not a workflow's */
export const fromWorkflowItem = (item: Item): Workflow => {
  const { workflowId, ...workflow } = z.parse(workflowItem, item);
  return { ...workflow, id: workflowId };
};
