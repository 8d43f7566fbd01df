import type { Decision } from '../../../lib/domain/rotation/decision.ts';
import { type Evidence, giftsOf } from './evidence.ts';
import type { World } from './world.ts';

/** Every decision with the turn in which it was committed first. */
const committed = (world: World, { rotations }: Evidence): { decision: Decision; turn: number }[] => {
  const turns = new Map<string, number>();
  for (const { rotationId, batchId, turn } of world.commits.toReversed())
    turns.set(`${rotationId} ${batchId}`, turn);
  return rotations.flatMap(({ decisions }) =>
    decisions.map((decision) => ({
      decision,
      turn: turns.get(`${decision.rotationId} ${decision.batchId}`) ?? Number.NaN,
    })),
  );
};

/** No decision was committed that rests on who took part before a change that had been answered already. */
export const checkFences = (world: World, evidence: Evidence): string[] =>
  committed(world, evidence).flatMap(({ decision, turn }) =>
    world.fences.flatMap((fence) => {
      const { rotationId, picks } = decision;
      if (turn <= fence.from || turn > fence.until) return [];
      if ((fence.rotationId ?? rotationId) !== rotationId) return [];
      const given = fence.rotationId === undefined ? giftsOf(decision) : picks;
      return given
        .filter(({ ownerId }) => (fence.ownerId ?? ownerId) === ownerId)
        .map(
          ({ recordId, ownerId }) =>
            `Record ${recordId} goes to ${ownerId} by ${rotationId} in turn ${turn}, which ended in ${fence.from}.`,
        );
    }),
  );

/** Once nothing was left to do, whatever came again gave nothing away. */
export const checkQuiet = (world: World, evidence: Evidence): string[] =>
  committed(world, evidence)
    .filter(({ turn }) => turn > world.quietSince)
    .flatMap(({ decision }) => giftsOf(decision))
    .map(({ recordId, decision }) => `Record ${recordId} is given away by ${decision.batchId} a day later.`);
