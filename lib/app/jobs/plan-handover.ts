import { type Problem, refuseAny } from '../../domain/errors.ts';
import type { Receiver } from '../../domain/job/job.ts';
import { objectTypes as everyType, type ObjectType, ownerProperty } from '../../domain/object-type.ts';
import { whyNotAssignable } from '../../domain/owner/assignable.ts';
import { getOwner } from '../directory/owners.ts';
import type { OwnerStore } from '../ports/directory.ts';
import type { OwnedRecords } from '../ports/owned-records.ts';
import type { RotationStore } from '../ports/rotations.ts';
import { countOwned, type OwnedCounts } from './owned-counts.ts';

export type PlanDeps = {
  owners: OwnerStore;
  rotations: Pick<RotationStore, 'get'>;
  owned: Pick<OwnedRecords, 'count'>;
};

export type HandoverRequest = { from: string; to: Receiver; objectTypes?: ObjectType[] | undefined };

/** What a handover would do: whose records of which types go to whom, and how many there are now. */
export type HandoverPlan = OwnedCounts & { from: string; to: Receiver; types: ObjectType[] };

type Checked = { types: ObjectType[]; problems: Problem[] };

const checkOwner = async (
  { owners }: PlanDeps,
  { from, ownerId, types }: { from: string; ownerId: string; types: ObjectType[] },
): Promise<Checked> => {
  if (ownerId === from) {
    const message = `Owner ${from} cannot hand over to themselves.`;
    return { types, problems: [{ in: 'ownerId', code: 'SAME_OWNER', message }] };
  }
  const owner = await owners.get(ownerId);
  const problems = types.flatMap((type) => whyNotAssignable(owner, type, ownerId) ?? []);
  // Somebody who is not there or deactivated may own no type: that is one thing to say, not four.
  const once = new Map(problems.map((problem) => [problem.message, problem]));
  return { types, problems: [...once.values()].map((problem) => ({ ...problem, in: 'ownerId' })) };
};

const checkRotation = async (
  { rotations }: PlanDeps,
  rotationId: string,
  asked: ObjectType[] | undefined,
): Promise<Checked> => {
  const refused = (message: string, code: string): Checked => ({
    types: [],
    problems: [{ in: 'rotationId', code, message }],
  });
  const rotation = await rotations.get(rotationId);
  if (rotation === undefined || rotation.deletedAt !== null)
    return refused(`There is no rotation ${rotationId}.`, 'ROTATION_NOT_FOUND');
  const { objectType, property } = rotation;
  if (property !== ownerProperty)
    return refused(
      `Rotation ${rotationId} sets ${property}, not the owner.`,
      'ROTATION_SETS_ANOTHER_PROPERTY',
    );
  const types = asked ?? [objectType];
  const problems = types.flatMap((type, n): Problem[] => {
    const message = `Rotation ${rotationId} gives away ${objectType}, not ${type}.`;
    return type === objectType ? [] : [{ in: `objectTypes[${n}]`, code: 'WRONG_OBJECT_TYPE', message }];
  });
  return { types, problems };
};

/**
 * Whom a leaver's records may go to, and how many there are. Without object types all of them are meant, or the rotation's own.
 *
 * @throws NotFound if there is no such leaver
 * @throws Invalid naming the field if there is no such receiver, or they may not own records of one of these types
 */
export const planHandover = async (deps: PlanDeps, request: HandoverRequest): Promise<HandoverPlan> => {
  const { from, to, objectTypes: asked } = request;
  await getOwner(deps, from);
  const { types, problems } =
    'rotationId' in to
      ? await checkRotation(deps, to.rotationId, asked)
      : await checkOwner(deps, { from, ownerId: to.ownerId, types: asked ?? [...everyType] });
  refuseAny(problems);
  return { from, to, types, ...(await countOwned(deps, from, types)) };
};
