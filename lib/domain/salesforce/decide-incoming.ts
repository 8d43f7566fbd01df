import type { Problem } from '../errors.ts';
import { whyNotAssignable } from '../owner/assignable.ts';
import type { Owner } from '../owner/owner.ts';
import { lastSetByRota } from '../record/owner-set-at.ts';
import { type CrmRecord, ownerOf } from '../record/record.ts';
import { laterOf, newEntry, type SalesforceOwner, type SyncedOwner } from './synced-owner.ts';

/** A change of a record's owner in Salesforce: to a user there by the canonical id, or to nobody. */
export type IncomingChange = Pick<SalesforceOwner, 'salesforceOwnerId' | 'changedAt'>;

/** What an incoming change comes to: what is to be kept of it, and together with that who is to own the record, if it is to move. */
export type IncomingDecision =
  | { outcome: 'ASSIGNED' | 'CLEARED'; entry: SyncedOwner; ownerId: string | null }
  | { outcome: 'UNCHANGED' | 'STALE'; entry?: SyncedOwner }
  | { outcome: 'COULD_NOT_FIND_OWNER'; entry: SyncedOwner; problem: Problem };

export type IncomingOutcome = IncomingDecision['outcome'];

type Incoming = {
  record: CrmRecord;
  known: SyncedOwner | undefined;
  change: IncomingChange;
  /** Who the user of Salesforce is here, if anybody. */
  owner: Owner | undefined;
};

/** Who is to own the record by a change: an owner, nobody, or undefined if the user is nobody whom Rota knows. */
const meantBy = ({ change, owner }: Incoming): string | null | undefined =>
  change.salesforceOwnerId === null ? null : owner?.id;

const isRepeated = (last: SalesforceOwner, change: IncomingChange): boolean =>
  last.changedAt === change.changedAt && last.salesforceOwnerId === change.salesforceOwnerId;

/** What is known of both sides once a change has been heard. */
const heard = (incoming: Incoming, settled: boolean, written?: { ownerId: string | null }): SyncedOwner => {
  const { record, known = newEntry(record), change } = incoming;
  const meant = meantBy(incoming);
  const recordVersion = record.version + (written === undefined ? 0 : 1);
  const ownerId = written === undefined ? ownerOf(record) : written.ownerId;
  return {
    ...known,
    version: known.version + 1,
    salesforce: { ...change, settled, ...(meant === undefined ? {} : { ownerId: meant }) },
    rota: laterOf(known.rota, { ownerId, recordVersion }),
    toldVersion: written === undefined ? known.toldVersion : recordVersion,
  };
};

/**
 * What becomes of a change in Salesforce. It is STALE, and changes nothing, if Salesforce has already said something that is not
 * older, or if Rota itself has moved the owner since or at that very time: of two changes at one time nobody can say which was the later,
 * and the one here is the one that somebody is waiting for. What was already heard is answered as it was; only what could not be
 * followed is tried again.
 */
export const decideIncoming = (incoming: Incoming): IncomingDecision => {
  const { record, known, change, owner } = incoming;
  const last = known?.salesforce;
  const ours = ownerOf(record);
  const meant = meantBy(incoming);
  if (last !== undefined && isRepeated(last, change)) {
    if (last.settled) return { outcome: meant === ours ? 'UNCHANGED' : 'STALE' };
  } else if (last !== undefined && change.changedAt <= last.changedAt) {
    return { outcome: 'STALE' };
  }
  const setByRota = lastSetByRota(record);
  if (setByRota !== null && change.changedAt <= setByRota) {
    return { outcome: 'STALE', entry: heard(incoming, true) };
  }
  if (meant === ours) return { outcome: 'UNCHANGED', entry: heard(incoming, true) };
  if (meant === null) {
    return { outcome: 'CLEARED', ownerId: null, entry: heard(incoming, true, { ownerId: null }) };
  }
  const named = `with the Salesforce user ${change.salesforceOwnerId}`;
  const problem = whyNotAssignable(owner, record.objectType, named);
  if (problem !== undefined) {
    return { outcome: 'COULD_NOT_FIND_OWNER', entry: heard(incoming, false), problem };
  }
  const ownerId = meant ?? null;
  return { outcome: 'ASSIGNED', ownerId, entry: heard(incoming, true, { ownerId }) };
};
