import { NotFound } from '../../domain/errors.ts';
import { candidatesOf } from '../../domain/rotation/eligibility.ts';
import type { Rotation } from '../../domain/rotation/rotation.ts';
import { alignStandings, newStandings, type Standings } from '../../domain/rotation/standings.ts';
import { again, done, untilSettled } from '../retry.ts';
import { userPropertyOf } from '../user-property.ts';
import { checkPool } from './check-pool.ts';
import type { RotationDeps } from './rotation-deps.ts';

/** What a caller may say of a rotation. */
export type RotationFields = Pick<
  Rotation,
  'name' | 'objectType' | 'pool' | 'overwrite' | 'onMembersChange'
> & { property?: string | undefined };

/** @throws NotFound if there is no such rotation, or it was deleted */
export const getRotation = async (
  { rotations }: Pick<RotationDeps, 'rotations'>,
  id: string,
): Promise<Rotation> => {
  const rotation = await rotations.get(id);
  if (rotation === undefined || rotation.deletedAt !== null)
    throw new NotFound(`There is no rotation ${id}.`);
  return rotation;
};

const memberIds = async (deps: RotationDeps, rotation: Rotation): Promise<string[]> => {
  const [everybody, settings] = await Promise.all([deps.owners.all(), deps.settings.get()]);
  return candidatesOf(rotation, everybody, settings).map(({ ownerId }) => ownerId);
};

/** @throws Invalid naming the property, member or team that a rotation cannot have */
export const createRotation = async (deps: RotationDeps, fields: RotationFields): Promise<Rotation> => {
  const property = userPropertyOf(fields.objectType, fields.property);
  await checkPool(fields.pool, deps);
  const at = deps.now();
  return untilSettled(async () => {
    const rotation: Rotation = {
      id: deps.newId(),
      ...fields,
      property,
      version: 1,
      deletedAt: null,
      createdAt: at,
      updatedAt: at,
    };
    const standings = newStandings(rotation.id, await memberIds(deps, rotation));
    return (await deps.rotations.create(rotation, standings)) ? done(rotation) : again;
  });
};

/** The standings as the store has them; every rotation was opened with some. */
const currentStandings = async (deps: RotationDeps, id: string): Promise<Standings> => {
  const standings = await deps.ledger.standings(id);
  if (standings === undefined) throw new Error(`Rotation ${id} has no standings.`);
  return standings;
};

/**
 * Writes a change of a rotation together with what it does to the standings. The standings' version moves with every change,
 * so that a decision which was made on the rotation as it was cannot be committed any more.
 */
const rewrite = (deps: RotationDeps, id: string, change: (before: Rotation) => Rotation): Promise<Rotation> =>
  untilSettled(async () => {
    const before = await getRotation(deps, id);
    const after = { ...change(before), version: before.version + 1, updatedAt: deps.now() };
    const standingsBefore = await currentStandings(deps, id);
    const aligned = alignStandings(standingsBefore, await memberIds(deps, after), after.onMembersChange);
    const standingsAfter = { ...aligned, version: standingsBefore.version + 1 };
    const saved = await deps.rotations.replace({ before, after, standingsBefore, standingsAfter });
    return saved ? done(after) : again;
  });

/**
 * Changes the fields that are given. Adding or removing members starts a new epoch unless the rotation keeps its counts;
 * a change of weights, name or `overwrite` does not.
 *
 * @throws NotFound, Invalid naming the property, member or team that a rotation cannot have
 */
export const updateRotation = async (
  deps: RotationDeps,
  id: string,
  { property, ...change }: Partial<Omit<RotationFields, 'objectType'>>,
): Promise<Rotation> => {
  const { objectType } = await getRotation(deps, id);
  if (change.pool !== undefined) await checkPool(change.pool, deps);
  const checked = property === undefined ? {} : { property: userPropertyOf(objectType, property) };
  return rewrite(deps, id, (before) => ({ ...before, ...change, ...checked }));
};

/**
 * Deletes a rotation. Its decisions stay, and the enrollments that are still on their way are skipped with that reason.
 *
 * @throws NotFound if there is no such rotation
 */
export const deleteRotation = async (deps: RotationDeps, id: string): Promise<void> => {
  const at = deps.now();
  await rewrite(deps, id, (before) => ({ ...before, deletedAt: at }));
};
