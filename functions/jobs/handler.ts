import type { JobDeps } from '../../lib/app/jobs/job-deps.ts';
import { undoJob } from '../../lib/app/jobs/undo-job.ts';
import type { RunHistory } from '../../lib/app/ports/run-history.ts';
import { NotFound } from '../../lib/domain/errors.ts';
import { type Job, undoIdOf } from '../../lib/domain/job/job.ts';
import { type ApiHandler, createApi, type Request } from '../../lib/http/api.ts';
import { objectScope, requireScope } from '../../lib/http/caller.ts';
import { pathParameter } from '../../lib/http/fields.ts';
import { pageBody, pageOf } from '../../lib/http/page.ts';
import { accepted, ok } from '../../lib/http/reply.ts';
import { jobReply, resultReply } from './job-reply.ts';
import type { routes } from './routes.ts';

export type JobsDeps = Pick<JobDeps, 'jobs' | 'queue' | 'now'> & { run: Pick<RunHistory, 'list'> };

export const createHandler = (deps: JobsDeps): ApiHandler => {
  /** A job is about records: whoever looks at it may read each type of them, and whoever undoes it may write it. */
  const addressed = async ({ path, caller }: Request, access: 'read' | 'write'): Promise<Job> => {
    const id = pathParameter(path, 'jobId');
    const job = await deps.jobs.get(id);
    if (job === undefined) throw new NotFound(`There is no job ${id}.`);
    for (const type of job.objectTypes) requireScope(caller, objectScope(type, access));
    return job;
  };
  return createApi<(typeof routes)[number]>({
    'GET /ownership/v1/jobs/{jobId}': async (request) => {
      const job = await addressed(request, 'read');
      const undo = job.kind === 'undo' ? undefined : await deps.jobs.get(undoIdOf(job.id));
      return ok(jobReply(job, undo?.id));
    },
    'GET /ownership/v1/jobs/{jobId}/results': async (request) => {
      const { id } = await addressed(request, 'read');
      const list = `results of ${id}`;
      const { results, next } = await deps.run.list(id, pageOf(request, list));
      return ok(pageBody(list, { results: results.map(resultReply), next }));
    },
    'POST /ownership/v1/jobs/{jobId}/undo': async (request) => {
      const job = await addressed(request, 'write');
      const undo = await undoJob(deps, job, request.caller.actor);
      return accepted({ jobId: undo.id });
    },
  });
};
