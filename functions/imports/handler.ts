import { type OfferDeps, offerUpload } from '../../lib/app/import/offer-upload.ts';
import type { ImportJobStore } from '../../lib/app/ports/jobs.ts';
import { NotFound } from '../../lib/domain/errors.ts';
import type { ImportJob } from '../../lib/domain/import/import.ts';
import { type ApiHandler, createApi, type Request, type Route } from '../../lib/http/api.ts';
import { requireScope } from '../../lib/http/caller.ts';
import { pathParameter } from '../../lib/http/fields.ts';
import { pageBody, pageOf } from '../../lib/http/page.ts';
import { parse } from '../../lib/http/parse.ts';
import { created, ok } from '../../lib/http/reply.ts';
import { orTrailingSlash } from '../../lib/http/trailing-slash.ts';
import { importReply, problemReply } from './import-reply.ts';
import type { routes } from './routes.ts';
import { uploadBody } from './upload-body.ts';

const scope = 'crm.import';

export type ImportsDeps = OfferDeps & { jobs: Pick<ImportJobStore, 'get' | 'list' | 'problems'> };

export const createHandler = (deps: ImportsDeps): ApiHandler => {
  const jobIn = async ({ path }: Request): Promise<ImportJob> => {
    const id = pathParameter(path, 'importId');
    const job = await deps.jobs.get(id);
    if (job === undefined) throw new NotFound(`There is no import ${id}, or its file has not arrived yet.`);
    return job;
  };
  const list: Route = async (request) => {
    requireScope(request.caller, scope);
    const { results, next } = await deps.jobs.list(pageOf(request, 'imports'));
    return ok(pageBody('imports', { results: results.map(importReply), next }));
  };
  return createApi<(typeof routes)[number]>({
    'POST /ownership/v1/imports': async ({ body, caller }) => {
      requireScope(caller, scope);
      return created(await offerUpload(deps, { ...parse(uploadBody, body), actor: caller.actor }));
    },
    'GET /crm/v3/imports': list,
    'GET /crm/v3/imports/{proxy+}': orTrailingSlash(list),
    'GET /crm/v3/imports/{importId}': async (request) => {
      requireScope(request.caller, scope);
      return ok(importReply(await jobIn(request)));
    },
    'GET /crm/v3/imports/{importId}/errors': async (request) => {
      requireScope(request.caller, scope);
      const job = await jobIn(request);
      const name = `imports/${job.id}/errors`;
      const { results, next } = await deps.jobs.problems(job.id, pageOf(request, name));
      return ok(pageBody(name, { results: results.map((problem) => problemReply(job, problem)), next }));
    },
  });
};
