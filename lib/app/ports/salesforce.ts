import type { ObjectType } from '../../domain/object-type.ts';
import type { CrmRecord, LastWrite } from '../../domain/record/record.ts';
import type { OutgoingChange } from '../../domain/salesforce/decide-outgoing.ts';
import type { SyncedOwner } from '../../domain/salesforce/synced-owner.ts';
import type { Page, PageRequest } from './directory.ts';

/** A change of what is known, and of the record if that gets another owner: both or neither. */
export type SyncedChange = {
  before: SyncedOwner | undefined;
  after: SyncedOwner;
  assignment?: { record: CrmRecord; ownerId: string | null; write: LastWrite };
};

/** What is known of the owners of records on both sides. */
export type SyncedOwners = {
  get(objectType: ObjectType, recordId: string): Promise<SyncedOwner | undefined>;
  /** The entries that there are for these records, by record id. */
  getMany(objectType: ObjectType, recordIds: readonly string[]): Promise<Map<string, SyncedOwner>>;
  /** False, and nothing is written, if the entry or the record is not as it was read any more. */
  save(change: SyncedChange): Promise<boolean>;
  /**
   * The entries whose sides differ, by object type and record id; `after` is `<objectType>#<recordId>`. The list follows the entries
   * after a moment.
   */
  conflicts(objectTypes: readonly ObjectType[], page: PageRequest): Promise<Page<SyncedOwner>>;
};

/** The way to whoever brings changes of owners to Salesforce. It may deliver twice; changes of one record stay in their order. */
export type SalesforceTopic = {
  publish(change: OutgoingChange): Promise<void>;
};
