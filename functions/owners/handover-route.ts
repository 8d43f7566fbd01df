import { actingAs } from '../../lib/app/acting-as.ts';
import type { JobDeps } from '../../lib/app/jobs/job-deps.ts';
import { type PlanDeps, planHandover } from '../../lib/app/jobs/plan-handover.ts';
import { startHandover } from '../../lib/app/jobs/start-handover.ts';
import type { Route } from '../../lib/http/api.ts';
import { objectScope, requireScope } from '../../lib/http/caller.ts';
import { pathParameter } from '../../lib/http/fields.ts';
import { parse } from '../../lib/http/parse.ts';
import { accepted, ok } from '../../lib/http/reply.ts';
import { handoverBody, receiverOf } from './handover-body.ts';

export type HandoverDeps = PlanDeps & Pick<JobDeps, 'jobs' | 'queue' | 'now' | 'newSortableId'>;

/** Hands everything that an owner owns over to others, or says how much that would be. */
export const handoverRoute =
  (deps: HandoverDeps): Route =>
  async ({ path, body, caller, actsAs }) => {
    requireScope(caller, 'settings.users.write');
    const { objectTypes, dryRun, ...named } = parse(handoverBody, body);
    const from = pathParameter(path, 'ownerId');
    const plan = await planHandover(deps, { from, to: receiverOf(named), objectTypes });
    for (const type of plan.types) requireScope(caller, objectScope(type, 'write'));
    if (dryRun) return ok({ total: plan.total, objectTypes: plan.objectTypes, to: plan.to });
    const job = await startHandover(actingAs(deps, actsAs), plan, caller.actor);
    return accepted({ jobId: job.id });
  };
