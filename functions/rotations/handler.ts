import { actingAs } from '../../lib/app/acting-as.ts';
import type { WorkflowStore } from '../../lib/app/ports/workflows.ts';
import { enroll } from '../../lib/app/rotation/enroll.ts';
import { explainDecision } from '../../lib/app/rotation/explain-decision.ts';
import { replayRotation } from '../../lib/app/rotation/replay.ts';
import type { RotationDeps } from '../../lib/app/rotation/rotation-deps.ts';
import {
  createRotation,
  deleteRotation,
  getRotation,
  updateRotation,
} from '../../lib/app/rotation/set-up.ts';
import { showStandings } from '../../lib/app/rotation/show-standings.ts';
import { simulateRotation } from '../../lib/app/rotation/simulate.ts';
import { refuseUsedRotation } from '../../lib/app/workflow/refuse-used-rotation.ts';
import type { Rotation } from '../../lib/domain/rotation/rotation.ts';
import { rotationWarnings, type Warning } from '../../lib/domain/salesforce/sync.ts';
import { type ApiHandler, createApi, type Request } from '../../lib/http/api.ts';
import { objectScope, requireScope } from '../../lib/http/caller.ts';
import { pathParameter } from '../../lib/http/fields.ts';
import { given } from '../../lib/http/given.ts';
import { pageBody, pageOf } from '../../lib/http/page.ts';
import { parse } from '../../lib/http/parse.ts';
import { accepted, created, noContent, ok } from '../../lib/http/reply.ts';
import {
  enrollmentBody,
  newRotationBody,
  poolOf,
  requiredPoolOf,
  rotationChangeBody,
  rotationReply,
} from './rotation-body.ts';
import type { routes } from './routes.ts';
import { simulationBody, simulationWish } from './simulation-body.ts';

/** Rotations are automation, whichever way they are used. */
const addressed = ({ caller, path }: Request): string => {
  requireScope(caller, 'automation');
  return pathParameter(path, 'rotationId');
};

/** What the caller should know of the rotation, though it was done; nothing if there is nothing. */
const warningsOf = async (
  { settings }: RotationDeps,
  rotation: Rotation,
): Promise<{ warnings?: Warning[] }> => {
  const warnings = rotationWarnings(await settings.get(), rotation);
  return warnings.length === 0 ? {} : { warnings };
};

const withWarnings = async (deps: RotationDeps, rotation: Rotation) => ({
  ...rotationReply(rotation),
  ...(await warningsOf(deps, rotation)),
});

/** Workflows that use a rotation keep it from being deleted. */
export type RotationsDeps = RotationDeps & { workflows: Pick<WorkflowStore, 'all'> };

export const createHandler = (deps: RotationsDeps): ApiHandler =>
  createApi<(typeof routes)[number]>({
    'GET /ownership/v1/rotations': async (request) => {
      addressed(request);
      const { results, next } = await deps.rotations.list(pageOf(request, 'rotations'));
      const live = results.filter(({ deletedAt }) => deletedAt === null);
      return ok(pageBody('rotations', { results: live.map(rotationReply), next }));
    },
    'POST /ownership/v1/rotations': async (request) => {
      addressed(request);
      const { members, teamIds, ...fields } = parse(newRotationBody, request.body);
      const pool = requiredPoolOf({ members, teamIds });
      const rotation = await createRotation(actingAs(deps, request.actsAs), { ...fields, pool });
      return created(await withWarnings(deps, rotation));
    },
    'GET /ownership/v1/rotations/{rotationId}': async (request) =>
      ok(await withWarnings(deps, await getRotation(deps, addressed(request)))),
    'PATCH /ownership/v1/rotations/{rotationId}': async (request) => {
      const id = addressed(request);
      const { members, teamIds, ...fields } = parse(rotationChangeBody, request.body);
      const change = given({ ...fields, pool: poolOf({ members, teamIds }) });
      return ok(await withWarnings(deps, await updateRotation(deps, id, change)));
    },
    'DELETE /ownership/v1/rotations/{rotationId}': async (request) => {
      const id = addressed(request);
      await getRotation(deps, id);
      await refuseUsedRotation(deps, id);
      await deleteRotation(deps, id);
      return noContent;
    },
    'GET /ownership/v1/rotations/{rotationId}/standings': async (request) =>
      ok(await showStandings(deps, addressed(request))),
    'POST /ownership/v1/rotations/{rotationId}/enrollments': async (request) => {
      const rotation = await getRotation(deps, addressed(request));
      requireScope(request.caller, objectScope(rotation.objectType, 'write'));
      const { recordIds } = parse(enrollmentBody, request.body);
      const { requestId, caller } = request;
      const by = { actor: caller.actor, requestId };
      const enrolled = await enroll(actingAs(deps, request.actsAs), rotation, recordIds, by);
      return accepted({ ...enrolled, ...(await warningsOf(deps, rotation)) });
    },
    'GET /ownership/v1/rotations/{rotationId}/decisions': async (request) => {
      const id = addressed(request);
      await getRotation(deps, id);
      const list = `decisions of ${id}`;
      return ok(pageBody(list, await deps.ledger.decisions(id, pageOf(request, list, { usual: 20 }))));
    },
    'GET /ownership/v1/rotations/{rotationId}/decisions/{batchId}': async (request) => {
      const id = addressed(request);
      return ok(await explainDecision(deps, id, pathParameter(request.path, 'batchId')));
    },
    'POST /ownership/v1/rotations/{rotationId}/replay': async (request) =>
      ok(await replayRotation(deps, addressed(request))),
    'POST /ownership/v1/rotations/{rotationId}/simulations': async (request) => {
      const id = addressed(request);
      const wish = simulationWish(parse(simulationBody, request.body ?? {}));
      return ok(await simulateRotation(deps, id, wish));
    },
  });
