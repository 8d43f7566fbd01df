import * as z from 'zod/mini';
import { type AssignDeps, assign } from '../../lib/app/assign.ts';
import { type ApiHandler, createApi } from '../../lib/http/api.ts';
import { assignmentFields, assignmentOf } from '../../lib/http/assignment.ts';
import { idField } from '../../lib/http/fields.ts';
import { parse } from '../../lib/http/parse.ts';
import { ok } from '../../lib/http/reply.ts';
import type { routes } from './routes.ts';

const assignBody = z.strictObject({ ...assignmentFields, recordId: idField });

export const createHandler = (deps: AssignDeps): ApiHandler =>
  createApi<(typeof routes)[number]>({
    'POST /ownership/v1/assign': async ({ body, caller, requestId }) => {
      const { recordId, ...assignment } = parse(assignBody, body);
      const request = { ...assignmentOf(assignment, caller), recordId };
      return ok(await assign(deps, request, { actor: caller.actor, requestId }));
    },
  });
