import { type CrmRecord, ownerOf } from './record.ts';
import type { RecordWrite } from './unique-key.ts';

/** Whether a write gives the owner property another value. */
const movesOwner = ({ before, after }: RecordWrite): boolean =>
  (before === undefined ? null : ownerOf(before)) !== ownerOf(after);

/**
 * The record after a write, with the time at which Rota itself last moved its owner: that of this write if it does, else what the
 * record knew before.
 */
export const withOwnerSetAt = (write: RecordWrite): CrmRecord => {
  const { ownerSetAt: _claimed, ...after } = write.after;
  const ownerSetAt = movesOwner(write) ? after.lastWrite.at : write.before?.ownerSetAt;
  return ownerSetAt === undefined ? after : { ...after, ownerSetAt };
};

/**
 * When Rota itself last gave a record an owner, or took it away; null if it never did. An owner that was set before this was kept was
 * set at the record's last change, at the latest.
 */
export const lastSetByRota = (record: CrmRecord): string | null => {
  if (record.ownerSetAt !== undefined) return record.ownerSetAt;
  return ownerOf(record) === null ? null : record.updatedAt;
};
