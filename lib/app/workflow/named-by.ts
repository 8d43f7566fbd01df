import type { ObjectType } from '../../domain/object-type.ts';
import type { Owner } from '../../domain/owner/owner.ts';
import { ownerIdsOf, rotationIdsOf } from '../../domain/workflow/all-actions.ts';
import type { Named } from '../../domain/workflow/check-workflow.ts';
import type { Surroundings } from '../../domain/workflow/path.ts';
import type { Workflow } from '../../domain/workflow/workflow.ts';
import { concurrently } from '../concurrently.ts';
import type { OwnerStore } from '../ports/directory.ts';
import type { PropertyCatalog } from '../ports/properties.ts';
import type { RotationStore } from '../ports/rotations.ts';

export type SurroundingsDeps = { owners: Pick<OwnerStore, 'get'>; properties: PropertyCatalog };
export type NamedDeps = SurroundingsDeps & { rotations: Pick<RotationStore, 'get'> };

const readsAtOnce = 10;

const byId = async <T extends { id: string }>(
  ids: readonly string[],
  get: (id: string) => Promise<T | undefined>,
): Promise<Map<string, T>> => {
  const found = await concurrently(ids, readsAtOnce, get);
  return new Map(found.flatMap((each) => (each === undefined ? [] : [[each.id, each]])));
};

type Naming = Pick<Workflow, 'actions'> & { objectType: ObjectType };

/** What the steps of a workflow depend on: the owners that it names, and the properties, as they are now. */
export const surroundingsOf = async (
  { owners, properties }: SurroundingsDeps,
  { actions, objectType }: Naming,
): Promise<Surroundings & { owners: ReadonlyMap<string, Owner> }> => {
  const [found, set] = await Promise.all([
    byId(ownerIdsOf(actions), (id) => owners.get(id)),
    properties.of(objectType),
  ]);
  return { owners: found, set };
};

/** Everything that a workflow names, as it is now. */
export const namedBy = async (deps: NamedDeps, workflow: Naming): Promise<Named> => {
  const [surroundings, rotations] = await Promise.all([
    surroundingsOf(deps, workflow),
    byId(rotationIdsOf(workflow.actions), (id) => deps.rotations.get(id)),
  ]);
  return { ...surroundings, rotations };
};
