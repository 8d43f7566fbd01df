import { whyNotAssignable } from '../owner/assignable.ts';
import type { Owner } from '../owner/owner.ts';
import type { Batch } from './batch.ts';
import type { Fallback, Rotation } from './rotation.ts';

/** What becomes of records that nobody of a rotation may have now. */
export type LastResort =
  | { to: 'HOLD'; until: string }
  | { to: 'ROTATION'; rotationId: string; thenTry: Fallback[] }
  | { to: 'OWNER'; ownerId: string }
  | { to: 'NOBODY' };

const millisecondsPerMinute = 60_000;

/** Until when a batch waits for somebody to become eligible; undefined if it does not. */
const deadlineOf = (rotation: Rotation, batch: Batch, at: string): string | undefined => {
  if (rotation.hold === null || rotation.deletedAt !== null) return undefined;
  // Whoever forwarded or hands over waits for an answer from here, not for an hour.
  if (batch.forwarded !== undefined || batch.replacing !== undefined) return undefined;
  const until =
    batch.heldUntil ?? new Date(Date.parse(at) + rotation.hold.until * millisecondsPerMinute).toISOString();
  return until > at ? until : undefined;
};

/**
 * Holds the records as long as the rotation says, then tries its fallback in order, and after it what the rotation that they came
 * from would have tried next. An owner who may not own such a record, or whose records are being handed over, is passed over, and so
 * is a rotation that the records came through.
 *
 * @param at the time of the decision, ISO 8601
 */
export const lastResortOf = (input: {
  rotation: Rotation;
  batch: Batch;
  everybody: readonly Owner[];
  at: string;
}): LastResort => {
  const { rotation, batch, everybody, at } = input;
  const until = deadlineOf(rotation, batch, at);
  if (until !== undefined) return { to: 'HOLD', until };
  const own = rotation.deletedAt === null ? rotation.fallback : [];
  const chain = [...own, ...(batch.forwarded?.thenTry ?? [])];
  const through = [rotation.id, ...(batch.forwarded?.through ?? [])];
  const byId = new Map(everybody.map((owner) => [owner.id, owner]));
  for (const [place, next] of chain.entries()) {
    if ('rotationId' in next) {
      // A handover counts a record as moved or not in one transaction: nothing of it may still be on its way.
      if (through.includes(next.rotationId) || batch.replacing !== undefined) continue;
      return { to: 'ROTATION', rotationId: next.rotationId, thenTry: chain.slice(place + 1) };
    }
    const { ownerId } = next;
    if (ownerId === batch.replacing) continue;
    if (whyNotAssignable(byId.get(ownerId), rotation.objectType, ownerId) === undefined) {
      return { to: 'OWNER', ownerId };
    }
  }
  return { to: 'NOBODY' };
};
