import { NotFound } from '../../domain/errors.ts';
import type { Rotation } from '../../domain/rotation/rotation.ts';
import { newStandings, realign } from '../../domain/rotation/standings.ts';
import { again, done, untilSettled } from '../retry.ts';
import { userPropertyOf } from '../user-property.ts';
import { checkFallback } from './check-fallback.ts';
import { checkPool } from './check-pool.ts';
import { currentStandings } from './current-standings.ts';
import { memberIdsNow } from './members-now.ts';
import type { RotationDeps } from './rotation-deps.ts';

/** What a caller may say of a rotation. */
export type RotationFields = Pick<
  Rotation,
  'name' | 'objectType' | 'pool' | 'overwrite' | 'onlyAvailable' | 'onMembersChange' | 'fallback' | 'hold'
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

/** @throws Invalid naming the property, member, team or fallback that a rotation cannot have */
export const createRotation = async (deps: RotationDeps, fields: RotationFields): Promise<Rotation> => {
  const property = await userPropertyOf(deps.properties, fields.objectType, fields.property);
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
    await checkPool(rotation, deps);
    const restsOn = await checkFallback(rotation, deps);
    const standings = newStandings(rotation.id, await memberIdsNow(deps, rotation, at));
    if (await deps.rotations.create(rotation, standings, restsOn)) return done(rotation);
    // The same request may have made it before.
    const there = await deps.rotations.get(rotation.id);
    return there?.createdAt === at ? done(there) : again;
  });
};

/**
 * Writes a change of a rotation together with what it does to the standings. The standings' version moves with every change,
 * so that a decision which was made on the rotation as it was cannot be committed any more. Whatever it holds is tried again.
 */
const rewrite = async (
  deps: RotationDeps,
  id: string,
  change: (before: Rotation, at: string) => Promise<{ after: Rotation; restsOn: Rotation[] }>,
): Promise<Rotation> => {
  const rotation = await untilSettled(async () => {
    const before = await getRotation(deps, id);
    const standings = await currentStandings(deps, id);
    const at = deps.now();
    const { after: changed, restsOn } = await change(before, at);
    const after = { ...changed, version: before.version + 1, updatedAt: at };
    const ownerIds = await memberIdsNow(deps, after, at);
    const saved = await deps.rotations.replace({
      before,
      after,
      standings: realign(standings, ownerIds, after.onMembersChange, at),
      restsOn,
    });
    return saved ? done({ before, after }) : again;
  });
  if (rotation.before.hold !== null || rotation.after.hold !== null) await deps.queue.retryHeld([id]);
  return rotation.after;
};

/**
 * Changes the fields that are given. Adding or removing members starts a new epoch unless the rotation keeps its counts;
 * a change of weights, caps, name or `overwrite` does not.
 *
 * @throws NotFound, Invalid naming the property, member, team or fallback that a rotation cannot have
 */
export const updateRotation = (
  deps: RotationDeps,
  id: string,
  { property, ...change }: Partial<Omit<RotationFields, 'objectType'>>,
): Promise<Rotation> =>
  rewrite(deps, id, async (before) => {
    const checked =
      property === undefined
        ? {}
        : { property: await userPropertyOf(deps.properties, before.objectType, property) };
    const after = { ...before, ...change, ...checked };
    if (change.pool !== undefined) await checkPool(after, deps, before.pool);
    return { after, restsOn: change.fallback === undefined ? [] : await checkFallback(after, deps) };
  });

/**
 * Deletes a rotation. Its decisions stay, and the enrollments that are still on their way are skipped with that reason.
 *
 * @throws NotFound if there is no such rotation
 */
export const deleteRotation = async (deps: RotationDeps, id: string): Promise<void> => {
  await rewrite(deps, id, async (before, at) => ({ after: { ...before, deletedAt: at }, restsOn: [] }));
};
