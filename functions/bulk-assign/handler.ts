import * as z from 'zod/mini';
import type { AssignDeps } from '../../lib/app/assign.ts';
import { bulkAssign, largestBulk } from '../../lib/app/bulk-assign.ts';
import { type ApiHandler, createApi } from '../../lib/http/api.ts';
import { assignmentFields, assignmentOf } from '../../lib/http/assignment.ts';
import { idField } from '../../lib/http/fields.ts';
import { parse } from '../../lib/http/parse.ts';
import { ok } from '../../lib/http/reply.ts';
import type { routes } from './routes.ts';

const bulkAssignBody = z.strictObject({
  ...assignmentFields,
  recordIds: z.array(idField).check(z.minLength(1), z.maxLength(largestBulk)),
});

export const createHandler = (deps: AssignDeps): ApiHandler =>
  createApi<(typeof routes)[number]>({
    'POST /ownership/v1/bulk-assign': async ({ body, caller, requestId }) => {
      const { recordIds, ...assignment } = parse(bulkAssignBody, body);
      const request = { ...assignmentOf(assignment, caller), recordIds };
      return ok(await bulkAssign(deps, request, { actor: caller.actor, requestId }));
    },
  });
