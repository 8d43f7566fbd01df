import { actingAs } from '../../lib/app/acting-as.ts';
import type { ApplyDeps } from '../../lib/app/import/apply-deps.ts';
import { applyImport, showApply } from '../../lib/app/import/apply-import.ts';
import { cancelImport } from '../../lib/app/import/cancel-import.ts';
import { type OfferedReport, offerReport } from '../../lib/app/import/offer-report.ts';
import { type OfferDeps, offerUpload } from '../../lib/app/import/offer-upload.ts';
import { type ReceiveDeps, receiveUpload } from '../../lib/app/import/receive-upload.ts';
import type { OfferReportDeps } from '../../lib/app/import/report-deps.ts';
import type { ImportJobStore } from '../../lib/app/ports/jobs.ts';
import { NotFound } from '../../lib/domain/errors.ts';
import type { ImportJob } from '../../lib/domain/import/import.ts';
import type { ImportOptions } from '../../lib/domain/import/options.ts';
import { type ApiHandler, createApi, type Request, type Route } from '../../lib/http/api.ts';
import { requireScope } from '../../lib/http/caller.ts';
import { pathParameter } from '../../lib/http/fields.ts';
import { readForm } from '../../lib/http/form.ts';
import { pageBody, pageOf } from '../../lib/http/page.ts';
import { accepted, created, ok, type Reply } from '../../lib/http/reply.ts';
import { orTrailingSlash } from '../../lib/http/trailing-slash.ts';
import { applyReply, cancelReply, columnsReply, importReply, problemReply } from './import-reply.ts';
import { wishInForm } from './import-request.ts';
import type { routes } from './routes.ts';
import { uploadWish } from './upload-body.ts';

const scope = 'crm.import';

export type ImportsDeps = OfferDeps &
  ReceiveDeps &
  OfferReportDeps &
  ApplyDeps & { jobs: Pick<ImportJobStore, 'get' | 'list' | 'problems' | 'cancel'> };

/** Rotations are automation, also where an import uses them. */
const requireRotationScope = ({ caller }: Request, { unknownOwner }: ImportOptions): void => {
  if (typeof unknownOwner === 'object' && 'rotationId' in unknownOwner) requireScope(caller, 'automation');
};

const reportReply = (report: OfferedReport): Reply =>
  report.state === 'READY' ? ok(report) : accepted(report);

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
  const receive: Route = async ({ body, caller }) => {
    requireScope(caller, scope);
    const wish = await wishInForm(await readForm(body));
    return ok(importReply(await receiveUpload(deps, { ...wish, actor: caller.actor })));
  };
  return createApi<(typeof routes)[number]>({
    'POST /ownership/v1/imports': async (request) => {
      const { body, caller } = request;
      requireScope(caller, scope);
      const wish = uploadWish(body);
      requireRotationScope(request, wish.options);
      return created(await offerUpload(actingAs(deps, request.actsAs), { ...wish, actor: caller.actor }));
    },
    'POST /ownership/v1/imports/{importId}/apply': async (request) => {
      const { caller } = request;
      requireScope(caller, scope);
      const job = await jobIn(request);
      requireRotationScope(request, job.options);
      return accepted(applyReply(await applyImport(deps, job, caller.actor)));
    },
    'GET /ownership/v1/imports/{importId}/apply': async ({ path, caller }) => {
      requireScope(caller, scope);
      return ok(applyReply(await showApply(deps, pathParameter(path, 'importId'))));
    },
    'POST /crm/v3/imports': receive,
    'POST /crm/v3/imports/{proxy+}': orTrailingSlash(receive),
    'GET /crm/v3/imports': list,
    'GET /crm/v3/imports/{proxy+}': orTrailingSlash(list),
    'GET /crm/v3/imports/{importId}': async (request) => {
      requireScope(request.caller, scope);
      const job = await jobIn(request);
      return ok({ ...importReply(job), columns: columnsReply(job) });
    },
    'POST /crm/v3/imports/{importId}/cancel': async ({ path, caller }) => {
      requireScope(caller, scope);
      return ok(cancelReply(await cancelImport(deps, pathParameter(path, 'importId'))));
    },
    'GET /crm/v3/imports/{importId}/errors': async (request) => {
      requireScope(request.caller, scope);
      const job = await jobIn(request);
      const name = `imports/${job.id}/errors`;
      const { results, next } = await deps.jobs.problems(job.id, pageOf(request, name));
      return ok(pageBody(name, { results: results.map((problem) => problemReply(job, problem)), next }));
    },
    'GET /crm/v3/imports/{importId}/errors/report': async (request) => {
      requireScope(request.caller, scope);
      return reportReply(await offerReport(deps, await jobIn(request), 'errors'));
    },
    'GET /ownership/v1/imports/{importId}/report': async (request) => {
      requireScope(request.caller, scope);
      return reportReply(await offerReport(deps, await jobIn(request), 'dry-run'));
    },
  });
};
