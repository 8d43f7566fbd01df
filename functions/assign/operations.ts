import * as z from 'zod/mini';
import { outcomes } from '../../lib/domain/record/assignment.ts';
import { longestIfMatch } from '../../lib/http/if-match.ts';
import type { Operations } from '../../lib/http/openapi/operation.ts';
import { id, objectType } from '../../lib/http/openapi/replies.ts';
import { described, named } from '../../lib/http/openapi/schema-names.ts';
import { assignBody } from './assign-body.ts';
import type { routes } from './routes.ts';

const assignment = named(
  'Assignment',
  z.strictObject({
    objectType,
    recordId: id,
    property: described('The user property that was set.', z.string()),
    previousOwnerId: z.nullable(id),
    ownerId: described('Who owns the record now.', z.nullable(id)),
    outcome: z.enum(outcomes),
    changeId: described(
      'The entry of the history that this leads to, if it changed anything.',
      z.nullable(id),
    ),
  }),
);

export const operations: Operations<(typeof routes)[number]> = {
  'POST /ownership/v1/assign': {
    id: 'assign',
    summary: 'Gives one record to an owner, or to nobody',
    description:
      'Give either `ownerId`, of which null is nobody, or `ownerEmail`. The `ETag` of the answer is the version that the record has then.',
    tag: 'Assigning',
    scopes: ['crm.objects.{objectType}.write'],
    headers: z.object({
      'If-Match': described(
        'The `ETag` of the record, or several of them: who was not first is told so by 412.',
        z.optional(z.string().check(z.maxLength(longestIfMatch))),
      ),
    }),
    body: named('AssignmentInput', assignBody),
    answers: { 200: assignment },
    refuses: [404, 412],
  },
};
