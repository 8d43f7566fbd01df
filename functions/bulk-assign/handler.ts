import { actingAs } from '../../lib/app/acting-as.ts';
import { type BulkDeps, bulkAssign, largestBulk } from '../../lib/app/bulk-assign.ts';
import { type StartAssignDeps, startAssign } from '../../lib/app/jobs/start-assign.ts';
import { type ApiHandler, createApi } from '../../lib/http/api.ts';
import { assignmentOf } from '../../lib/http/assignment.ts';
import { objectScope, requireScope } from '../../lib/http/caller.ts';
import { parse } from '../../lib/http/parse.ts';
import { accepted, ok } from '../../lib/http/reply.ts';
import { bulkAssignBody, selectionOf } from './bulk-body.ts';
import type { routes } from './routes.ts';

export const createHandler = (deps: BulkDeps & StartAssignDeps): ApiHandler =>
  createApi<(typeof routes)[number]>({
    'POST /ownership/v1/bulk-assign': async ({ body, caller, requestId, actsAs }) => {
      const { recordIds, filterGroups, ...fields } = parse(bulkAssignBody, body);
      const { actor } = caller;
      const assignment = assignmentOf(fields, caller);
      const selection = selectionOf({ recordIds, filterGroups });
      // Which records match says what is in them.
      if ('filterGroups' in selection) requireScope(caller, objectScope(assignment.objectType, 'read'));
      const own = actingAs(deps, actsAs);
      if ('recordIds' in selection && selection.recordIds.length <= largestBulk) {
        const by = { actor, requestId, again: actsAs?.again ?? false };
        return ok(await bulkAssign(own, { ...assignment, recordIds: selection.recordIds }, by));
      }
      return accepted({ jobId: (await startAssign(own, { ...assignment, selection }, actor)).id });
    },
  });
