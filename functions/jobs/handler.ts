import { actingAs } from '../../lib/app/acting-as.ts';
import { cancelImport } from '../../lib/app/import/cancel-import.ts';
import { cancelJob } from '../../lib/app/jobs/cancel-job.ts';
import { type UndoImportDeps, undoImport } from '../../lib/app/jobs/undo-import.ts';
import { undoJob } from '../../lib/app/jobs/undo-job.ts';
import type { ImportJobStore } from '../../lib/app/ports/jobs.ts';
import type { RunHistory } from '../../lib/app/ports/run-history.ts';
import type { Selections } from '../../lib/app/ports/selections.ts';
import { NotFound } from '../../lib/domain/errors.ts';
import type { ImportJob } from '../../lib/domain/import/import.ts';
import { type Job, undoIdOf } from '../../lib/domain/job/job.ts';
import type { ObjectType } from '../../lib/domain/object-type.ts';
import { type ApiHandler, createApi, type Request } from '../../lib/http/api.ts';
import { objectScope, requireScope } from '../../lib/http/caller.ts';
import { pathParameter } from '../../lib/http/fields.ts';
import { pageBody, pageOf } from '../../lib/http/page.ts';
import { accepted, ok } from '../../lib/http/reply.ts';
import { importJobReply, jobReply, resultReply } from './job-reply.ts';
import type { routes } from './routes.ts';
import { importUndoWish, jobUndoWish } from './undo-body.ts';

export type JobsDeps = UndoImportDeps & {
  imports: Pick<ImportJobStore, 'get' | 'cancel'>;
  selections: Pick<Selections, 'results'>;
  run: Pick<RunHistory, 'list'>;
};

/** Imports are jobs with a store of their own. */
type Addressed =
  | { id: string; job: Job; importJob?: never }
  | { id: string; importJob: ImportJob; job?: never };

export const createHandler = (deps: JobsDeps): ApiHandler => {
  const find = async (id: string): Promise<Addressed> => {
    const job = await deps.jobs.get(id);
    if (job !== undefined) return { id, job };
    const importJob = await deps.imports.get(id);
    if (importJob === undefined) throw new NotFound(`There is no job ${id}.`);
    return { id, importJob };
  };
  /** A job is about records: whoever looks at it may read each type of them, and whoever undoes it may write it. */
  const addressed = async ({ path, caller }: Request, access: 'read' | 'write'): Promise<Addressed> => {
    const found = await find(pathParameter(path, 'jobId'));
    const { job, importJob } = found;
    if (importJob !== undefined) requireScope(caller, 'crm.import');
    const types: (ObjectType | null)[] = job?.objectTypes ?? [importJob?.objectType ?? null];
    for (const type of types) if (type !== null) requireScope(caller, objectScope(type, access));
    return found;
  };
  return createApi<(typeof routes)[number]>({
    'GET /ownership/v1/jobs/{jobId}': async (request) => {
      const { id, job, importJob } = await addressed(request, 'read');
      const undo = job?.kind === 'undo' ? undefined : await deps.jobs.get(undoIdOf(id));
      return ok(importJob === undefined ? jobReply(job, undo?.id) : importJobReply(importJob, undo?.id));
    },
    'GET /ownership/v1/jobs/{jobId}/results': async (request) => {
      const { id, job } = await addressed(request, 'read');
      const list = `results of ${id}`;
      if (job?.kind === 'assign')
        return ok(pageBody(list, await deps.selections.results(job, pageOf(request, list))));
      const { results, next } = await deps.run.list(id, pageOf(request, list));
      return ok(pageBody(list, { results: results.map(resultReply), next }));
    },
    'POST /ownership/v1/jobs/{jobId}/cancel': async (request) => {
      const { id, job, importJob } = await addressed(request, 'write');
      if (importJob !== undefined)
        return ok(importJobReply(await cancelImport({ jobs: deps.imports, now: deps.now }, id), undefined));
      return ok(jobReply(await cancelJob(deps, job), undefined));
    },
    'POST /ownership/v1/jobs/{jobId}/undo': async (request) => {
      const { job, importJob } = await addressed(request, 'write');
      const { body, caller } = request;
      if (importJob !== undefined) {
        const wish = { ...importUndoWish(body), actor: caller.actor };
        return accepted({ jobId: (await undoImport(actingAs(deps, request.actsAs), importJob, wish)).id });
      }
      jobUndoWish(body);
      return accepted({ jobId: (await undoJob(actingAs(deps, request.actsAs), job, caller.actor)).id });
    },
  });
};
