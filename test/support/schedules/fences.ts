import type { World } from './world.ts';

/** From one turn on until another, nothing may be given away by this rotation, or to this owner; all of them where none is named. */
export type Fence = { rotationId?: string; ownerId?: string; from: number; until: number };

/** A change was answered that takes somebody out of a rotation: whatever rests on the time before can no longer be committed. */
export const raise = (world: World, who: Pick<Fence, 'rotationId' | 'ownerId'>): void => {
  world.fences.push({ ...who, from: world.turns.taken(), until: Number.POSITIVE_INFINITY });
};

/** A change begins that may bring them back. A rotation that was deleted stays so. */
export const lift = (world: World, who: Pick<Fence, 'rotationId' | 'ownerId'>): void => {
  for (const fence of world.fences) {
    const same = fence.rotationId === who.rotationId && (fence.ownerId === who.ownerId || !who.ownerId);
    if (same && fence.ownerId !== undefined) fence.until = Math.min(fence.until, world.turns.taken());
  }
};
