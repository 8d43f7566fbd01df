import * as z from 'zod/mini';
import { outcomes } from '../../lib/domain/record/assignment.ts';
import type { Operations } from '../../lib/http/openapi/operation.ts';
import { count, id, problem } from '../../lib/http/openapi/replies.ts';
import { described, named } from '../../lib/http/openapi/schema-names.ts';
import { bulkAssignBody } from './bulk-body.ts';
import type { routes } from './routes.ts';

const done = z.strictObject({
  recordId: id,
  outcome: z.enum(outcomes),
  previousOwnerId: z.nullable(id),
  changeId: z.nullable(id),
});
const failed = z.strictObject({ recordId: id, outcome: z.literal('FAILED'), error: problem });

const bulkAssignment = named(
  'BulkAssignment',
  z.strictObject({
    total: count,
    assigned: count,
    cleared: count,
    unchanged: count,
    skipped: count,
    failed: count,
    results: described('In the order asked.', z.array(z.union([done, failed]))),
  }),
);

export const operations: Operations<(typeof routes)[number]> = {
  'POST /ownership/v1/bulk-assign': {
    id: 'bulkAssign',
    summary: 'Gives many records to an owner, or to nobody',
    description:
      'Give either `recordIds` or `filterGroups`, which also needs the scope to read, and either `ownerId` or `ownerEmail`. Up to 500 ids are done while you wait; more, or what filters find, as a job.',
    tag: 'Assigning',
    scopes: ['crm.objects.{objectType}.write'],
    body: named('BulkAssignmentInput', bulkAssignBody),
    answers: { 200: bulkAssignment, 202: z.strictObject({ jobId: id }) },
  },
};
