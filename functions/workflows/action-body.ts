import * as z from 'zod/mini';
import { ownerProperty } from '../../lib/domain/object-type.ts';
import { longestValue } from '../../lib/domain/record/property-value.ts';
import { type Action, mostActions, mostBranches } from '../../lib/domain/workflow/workflow.ts';
import { idField, nameField, ownerIdField, propertyNameField } from '../../lib/http/fields.ts';
import { filterGroupsBody } from '../../lib/http/filter-body.ts';
import { described, named } from '../../lib/http/openapi/schema-names.ts';

const setOwner = z.strictObject({
  type: z.literal('setOwner'),
  ownerId: ownerIdField,
  property: described('The owner property, if left out.', z._default(propertyNameField, ownerProperty)),
});

const setProperty = z.strictObject({
  type: z.literal('setProperty'),
  property: propertyNameField,
  value: described('An empty one clears the property.', z.string().check(z.maxLength(longestValue))),
});

const rotate = z.strictObject({ type: z.literal('rotate'), rotationId: idField });

/** Longer lists are refused here, so that nobody has to read them; how many there may be in all, the domain says. */
const longestList = mostActions + 1;

/** A list of its own for each field: one schema in several places would need a name of its own in the document. */
const actionList = (): z.ZodMiniType<Action[]> =>
  z.array(z.lazy(() => actionBody)).check(z.maxLength(longestList));

const branch = z.strictObject({
  type: z.literal('branch'),
  branches: z
    .array(
      z.strictObject({
        name: nameField,
        filterGroups: filterGroupsBody,
        actions: actionList(),
      }),
    )
    .check(z.minLength(1), z.maxLength(mostBranches)),
  otherwise: z._default(actionList(), []),
});

const actionBody: z.ZodMiniType<Action> = named(
  'WorkflowActionInput',
  z.discriminatedUnion('type', [setOwner, setProperty, rotate, branch]),
);

/** The actions of a workflow, in the order in which they are done. */
export const actionsBody = actionList();
