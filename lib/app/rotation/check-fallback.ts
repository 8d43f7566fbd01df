import { type Problem, refuseAny } from '../../domain/errors.ts';
import { whyNotAssignable } from '../../domain/owner/assignable.ts';
import type { Rotation } from '../../domain/rotation/rotation.ts';
import type { RotationDeps } from './rotation-deps.ts';

type FallbackDeps = Pick<RotationDeps, 'rotations' | 'owners'>;

/** The rotations that somebody's records may come to from here, by id. */
const reachableFrom = async (start: Rotation, deps: FallbackDeps): Promise<Map<string, Rotation>> => {
  const found = new Map<string, Rotation>();
  let next = [start];
  while (next.length > 0) {
    const ids = next.flatMap(({ fallback }) =>
      fallback.flatMap((step) => ('rotationId' in step ? step.rotationId : [])),
    );
    const unseen = [...new Set(ids)].filter((id) => !found.has(id));
    const rotations = await Promise.all(unseen.map((id) => deps.rotations.get(id)));
    next = rotations.flatMap((rotation) => rotation ?? []);
    for (const rotation of next) found.set(rotation.id, rotation);
  }
  return found;
};

const rotationProblem = (
  rotation: Rotation,
  other: Rotation | undefined,
  id: string,
): Omit<Problem, 'in'> | undefined => {
  if (id === rotation.id) return { code: 'CYCLE', message: 'A rotation cannot fall back upon itself.' };
  if (other === undefined || other.deletedAt !== null)
    return { code: 'ROTATION_NOT_FOUND', message: `There is no rotation ${id}.` };
  if (other.objectType !== rotation.objectType) {
    const message = `Rotation ${id} is about ${other.objectType}, not about ${rotation.objectType}.`;
    return { code: 'OTHER_OBJECT_TYPE', message };
  }
  return undefined;
};

/**
 * Checks what a rotation falls back upon, and theirs.
 *
 * @returns the rotations on which the result rests: if one of them changes, it has to be checked again
 * @throws Invalid naming every step that does not exist, cannot have such records, or leads back to the rotation
 */
export const checkFallback = async (rotation: Rotation, deps: FallbackDeps): Promise<Rotation[]> => {
  const owners = rotation.fallback.some((step) => 'ownerId' in step) ? await deps.owners.all() : [];
  const reachable = new Map<string, Map<string, Rotation>>();
  const problems: Problem[] = [];
  for (const [n, step] of rotation.fallback.entries()) {
    if ('ownerId' in step) {
      const owner = owners.find(({ id }) => id === step.ownerId);
      const problem = whyNotAssignable(owner, rotation.objectType, step.ownerId);
      if (problem !== undefined) problems.push({ ...problem, in: `fallback[${n}].ownerId` });
      continue;
    }
    const onward = await reachableFrom({ ...rotation, fallback: [step] }, deps);
    reachable.set(step.rotationId, onward);
    const problem = rotationProblem(rotation, onward.get(step.rotationId), step.rotationId);
    if (problem !== undefined) problems.push({ ...problem, in: `fallback[${n}].rotationId` });
    else if (onward.has(rotation.id)) {
      const message = `Rotation ${step.rotationId} leads back to this one.`;
      problems.push({ in: `fallback[${n}].rotationId`, code: 'CYCLE', message });
    }
  }
  refuseAny(problems);
  const restsOn = new Map([...reachable.values()].flatMap((found) => [...found]));
  return [...restsOn.values()];
};
