import * as z from 'zod/mini';
import type { Workflow } from '../../lib/domain/workflow/workflow.ts';
import { idField, nameField, objectTypeField } from '../../lib/http/fields.ts';
import { filterGroupsBody } from '../../lib/http/filter-body.ts';
import { described } from '../../lib/http/openapi/schema-names.ts';
import { actionsBody } from './action-body.ts';

/** The most records that one request enrolls. */
const mostEnrolled = 10_000;

const enrollmentField = z.strictObject({
  filterGroups: z._default(filterGroupsBody, []),
  reEnroll: z._default(z.boolean(), false),
});

const enrollExistingField = described(
  'Whether records that match already enrol, too, as a job, when it is switched on.',
  z.boolean(),
);

export const newWorkflowBody = z.strictObject({
  name: nameField,
  objectType: objectTypeField,
  enabled: z._default(z.boolean(), false),
  enrollment: z._default(enrollmentField, { filterGroups: [], reEnroll: false }),
  actions: actionsBody,
  enrollExisting: z._default(enrollExistingField, false),
});

const { objectType: _stays, ...changeable } = newWorkflowBody.shape;

/** The object type of a workflow stays: its filters are about records of that type. */
export const workflowChangeBody = z.partial(
  z.strictObject({
    ...changeable,
    enabled: z.boolean(),
    enrollment: enrollmentField,
    enrollExisting: enrollExistingField,
  }),
);

export const cloneBody = z.strictObject({ name: z.optional(nameField) });

export const enrollBody = z.strictObject({
  recordIds: z.array(idField).check(z.minLength(1), z.maxLength(mostEnrolled)),
});

export const testBody = z.strictObject({ recordId: idField });

/** A workflow as the API shows one. */
export const workflowReply = ({
  version: _version,
  deletedAt: _deletedAt,
  triggersSince: _since,
  ...workflow
}: Workflow) => workflow;
