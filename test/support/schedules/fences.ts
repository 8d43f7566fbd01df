import type { World } from './world.ts';

/** Why somebody is out of something. */
type Why = 'GONE' | 'NO_MEMBER' | 'ON_LEAVE' | 'NO_SEAT' | 'DELETED';
type Who = { rotationId?: string; ownerId?: string };

/** From one turn on until another, nothing may be given away by this rotation, or to this owner; all of them where none is named. */
export type Fence = Who & { why: Why; from: number; until: number };

/** A change was answered that takes somebody out of a rotation: whatever rests on the time before can no longer be committed. */
export const raise = (world: World, why: Why, who: Who): void => {
  world.fences.push({ ...who, why, from: world.turns.taken(), until: Number.POSITIVE_INFINITY });
};

/** A change begins that may bring them back. */
export const lift = (world: World, why: Why, { rotationId, ownerId }: Who = {}): void => {
  for (const fence of world.fences) {
    if (fence.why !== why) continue;
    if (rotationId !== undefined && fence.rotationId !== rotationId) continue;
    if (ownerId !== undefined && fence.ownerId !== ownerId) continue;
    fence.until = Math.min(fence.until, world.turns.taken());
  }
};
