import { actingAs } from '../../lib/app/acting-as.ts';
import type { JobQueue } from '../../lib/app/ports/job-queue.ts';
import type { JobStore } from '../../lib/app/ports/job-store.ts';
import type { EnrollmentStore, WorkflowQueue } from '../../lib/app/ports/workflows.ts';
import { type CloneDeps, copyWorkflow } from '../../lib/app/workflow/clone-workflow.ts';
import { enrollByHand } from '../../lib/app/workflow/enroll-by-hand.ts';
import {
  createWorkflow,
  deleteWorkflow,
  getWorkflow,
  updateWorkflow,
  type WorkflowDeps,
} from '../../lib/app/workflow/save-workflow.ts';
import { startEnrollExisting } from '../../lib/app/workflow/start-enroll-existing.ts';
import { type TryDeps, tryWorkflow } from '../../lib/app/workflow/try-workflow.ts';
import type { Workflow } from '../../lib/domain/workflow/workflow.ts';
import { type ApiHandler, createApi, type Request } from '../../lib/http/api.ts';
import { objectScope, requireScope } from '../../lib/http/caller.ts';
import { pathParameter } from '../../lib/http/fields.ts';
import { given } from '../../lib/http/given.ts';
import { pageBody, pageOf } from '../../lib/http/page.ts';
import { parse } from '../../lib/http/parse.ts';
import { accepted, created, noContent, ok } from '../../lib/http/reply.ts';
import { enrollmentReply } from './enrollment-reply.ts';
import type { routes } from './routes.ts';
import {
  cloneBody,
  enrollBody,
  newWorkflowBody,
  testBody,
  workflowChangeBody,
  workflowReply,
} from './workflow-body.ts';

export type WorkflowsDeps = WorkflowDeps &
  CloneDeps &
  TryDeps & {
    enrollments: Pick<EnrollmentStore, 'list'>;
    workflowQueue: WorkflowQueue;
    jobs: JobStore;
    jobQueue: JobQueue;
    newSortableId: () => string;
  };

/** Workflows are automation, whichever way they are used. */
const addressed = ({ caller, path }: Request): string => {
  requireScope(caller, 'automation');
  return pathParameter(path, 'workflowId');
};

/** Starts to enrol what matches already, if that was asked for. */
const existing = async (
  deps: WorkflowsDeps,
  workflow: Workflow,
  { enrollExisting = false }: { enrollExisting?: boolean },
  { caller, actsAs }: Request,
): Promise<{ jobId?: string }> =>
  enrollExisting
    ? {
        jobId: (
          await startEnrollExisting(
            { ...actingAs(deps, actsAs), queue: deps.jobQueue },
            workflow,
            caller.actor,
          )
        ).id,
      }
    : {};

export const createHandler = (deps: WorkflowsDeps): ApiHandler =>
  createApi<(typeof routes)[number]>({
    'GET /ownership/v1/workflows': async (request) => {
      addressed(request);
      const { results, next } = await deps.workflows.list(pageOf(request, 'workflows'));
      return ok(pageBody('workflows', { results: results.map(workflowReply), next }));
    },
    'POST /ownership/v1/workflows': async (request) => {
      addressed(request);
      const body = parse(newWorkflowBody, request.body);
      const workflow = await createWorkflow(actingAs(deps, request.actsAs), body);
      return created({ ...workflowReply(workflow), ...(await existing(deps, workflow, body, request)) });
    },
    'GET /ownership/v1/workflows/{workflowId}': async (request) =>
      ok(workflowReply(await getWorkflow(deps, addressed(request)))),
    'PATCH /ownership/v1/workflows/{workflowId}': async (request) => {
      const id = addressed(request);
      const change = given(parse(workflowChangeBody, request.body));
      const workflow = await updateWorkflow(deps, id, change);
      return ok({ ...workflowReply(workflow), ...(await existing(deps, workflow, change, request)) });
    },
    'DELETE /ownership/v1/workflows/{workflowId}': async (request) => {
      await deleteWorkflow(deps, addressed(request));
      return noContent;
    },
    'POST /ownership/v1/workflows/{workflowId}/clone': async (request) => {
      const id = addressed(request);
      const { name } = parse(cloneBody, request.body ?? {});
      return created(workflowReply(await copyWorkflow(actingAs(deps, request.actsAs), id, name)));
    },
    'GET /ownership/v1/workflows/{workflowId}/enrollments': async (request) => {
      const { id } = await getWorkflow(deps, addressed(request));
      const list = `enrollments of ${id}`;
      const { results, next } = await deps.enrollments.list(id, pageOf(request, list));
      return ok(pageBody(list, { results: results.map(enrollmentReply), next }));
    },
    'POST /ownership/v1/workflows/{workflowId}/enrollments': async (request) => {
      const workflow = await getWorkflow(deps, addressed(request));
      requireScope(request.caller, objectScope(workflow.objectType, 'write'));
      const { recordIds } = parse(enrollBody, request.body);
      return accepted(
        await enrollByHand(actingAs(deps, request.actsAs), workflow, recordIds, request.caller.actor),
      );
    },
    'POST /ownership/v1/workflows/{workflowId}/test': async (request) => {
      const workflow = await getWorkflow(deps, addressed(request));
      requireScope(request.caller, objectScope(workflow.objectType, 'read'));
      return ok(await tryWorkflow(deps, workflow, parse(testBody, request.body).recordId));
    },
  });
