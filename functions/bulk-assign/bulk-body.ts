import * as z from 'zod/mini';
import { largestSelection, type Selection } from '../../lib/app/jobs/start-assign.ts';
import { invalidField } from '../../lib/domain/errors.ts';
import { assignmentFields } from '../../lib/http/assignment.ts';
import { idField } from '../../lib/http/fields.ts';
import { filterGroupsBody } from '../../lib/http/filter-body.ts';

export const bulkAssignBody = z.strictObject({
  ...assignmentFields,
  recordIds: z.optional(z.array(idField).check(z.minLength(1), z.maxLength(largestSelection))),
  filterGroups: z.optional(filterGroupsBody),
});

/**
 * Which records the body means.
 *
 * @throws Invalid unless it says so in exactly one way
 */
export const selectionOf = ({
  recordIds,
  filterGroups,
}: Pick<z.output<typeof bulkAssignBody>, 'recordIds' | 'filterGroups'>): Selection => {
  if (recordIds !== undefined && filterGroups !== undefined)
    throw invalidField('filterGroups', 'Give either recordIds or filterGroups, not both.', 'AMBIGUOUS');
  if (recordIds !== undefined) return { recordIds };
  if (filterGroups !== undefined) return { filterGroups };
  throw invalidField('recordIds', 'Give recordIds or filterGroups.', 'REQUIRED');
};
