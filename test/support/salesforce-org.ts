import type { OutgoingChange } from '../../lib/domain/salesforce/decide-outgoing.ts';

/** A change of an owner as Salesforce tells of it. */
export type Said = {
  objectType: 'contacts';
  recordId: string;
  salesforceOwnerId: string | null;
  changedAt: string;
};

/**
 * The other side: knows who owns each record there and since when, follows what Rota publishes if it is not older than that, and says
 * what it has followed, with the time at which that was changed here.
 */
export const salesforceOrg = () => {
  const owners = new Map<string, { user: string | null; at: string }>();
  const unsaid: Said[] = [];
  const set = (recordId: string, user: string | null, at: string): void => {
    owners.set(recordId, { user, at });
    unsaid.push({ objectType: 'contacts', recordId, salesforceOwnerId: user, changedAt: at });
  };
  return {
    /** Somebody there gives a record to somebody else. */
    change: set,
    ownerOf: (recordId: string): string | null => owners.get(recordId)?.user ?? null,
    hear({ recordId, salesforceUserId, changedAt }: OutgoingChange): void {
      const known = owners.get(recordId);
      if (known === undefined || known.at <= changedAt) set(recordId, salesforceUserId, changedAt);
    },
    /** What it has to say since the last time. */
    say: (): Said[] => unsaid.splice(0),
  };
};
