import * as z from 'zod/mini';
import { actingAs } from '../../lib/app/acting-as.ts';
import { type BulkDeps, bulkAssign, largestBulk } from '../../lib/app/bulk-assign.ts';
import { largestSelection, type StartAssignDeps, startAssign } from '../../lib/app/jobs/start-assign.ts';
import { type ApiHandler, createApi } from '../../lib/http/api.ts';
import { assignmentFields, assignmentOf } from '../../lib/http/assignment.ts';
import { idField } from '../../lib/http/fields.ts';
import { parse } from '../../lib/http/parse.ts';
import { accepted, ok } from '../../lib/http/reply.ts';
import type { routes } from './routes.ts';

const bulkAssignBody = z.strictObject({
  ...assignmentFields,
  recordIds: z.array(idField).check(z.minLength(1), z.maxLength(largestSelection)),
});

export const createHandler = (deps: BulkDeps & StartAssignDeps): ApiHandler =>
  createApi<(typeof routes)[number]>({
    'POST /ownership/v1/bulk-assign': async ({ body, caller, requestId, actsAs }) => {
      const { recordIds, ...assignment } = parse(bulkAssignBody, body);
      const { actor } = caller;
      const request = { ...assignmentOf(assignment, caller), recordIds };
      const own = actingAs(deps, actsAs);
      const by = { actor, requestId, again: actsAs?.again ?? false };
      if (recordIds.length <= largestBulk) return ok(await bulkAssign(own, request, by));
      return accepted({ jobId: (await startAssign(own, request, actor)).id });
    },
  });
