import type { OwnedCounts } from '../../lib/app/jobs/owned-counts.ts';
import type { Owner } from '../../lib/domain/owner/owner.ts';
import { ownerReply } from './owner-body.ts';

/** An owner who was deactivated, what they still own, and how that is handed over; nothing of it if they own nothing. */
export const leaverReply = (owner: Owner, owned: OwnedCounts) => {
  if (owned.total === 0) return ownerReply(owner);
  const records = owned.total === 1 ? '1 record' : `${owned.total} records`;
  const handover = {
    method: 'POST',
    path: `/ownership/v1/owners/${owner.id}/handover`,
    message: `Owner ${owner.id} still owns ${records}. Hand them over with an ownerId or a rotationId.`,
  };
  return { ...ownerReply(owner), owned, handover };
};
