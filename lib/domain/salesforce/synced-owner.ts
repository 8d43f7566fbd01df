import type { ObjectType } from '../object-type.ts';
import type { CrmRecord } from '../record/record.ts';

/** What Salesforce last said about the owner of a record. */
export type SalesforceOwner = {
  /** The id of the user there, in its canonical form; null if nobody owns the record. */
  salesforceOwnerId: string | null;
  /** When it was changed there, by the clock of Salesforce. ISO 8601. */
  changedAt: string;
  /** Who that is here, null for nobody; left out if it was nobody whom Rota knew. */
  ownerId?: string | null;
  /** False as long as it could not be followed since no owner was found: saying it again may help then. */
  settled: boolean;
};

/** Who owns a record here, as of one of its versions. */
export type RotaOwner = { ownerId: string | null; recordVersion: number };

/** What is known of the owner of one record on both sides. */
export type SyncedOwner = {
  objectType: ObjectType;
  recordId: string;
  /** Counts the writes of this entry; every write is conditional on it. */
  version: number;
  /** Left out as long as Salesforce has said nothing. */
  salesforce?: SalesforceOwner;
  rota: RotaOwner;
  /**
   * The record's version at its newest change of owner that both sides have been told of: published, or come from Salesforce. An
   * older one must not be told any more.
   */
  toldVersion: number;
};

/** Whether the two sides differ. Nothing is known to differ as long as Salesforce has said nothing. */
export const differs = ({ salesforce, rota }: SyncedOwner): boolean =>
  salesforce !== undefined && salesforce.ownerId !== rota.ownerId;

/** The entry of a record of which none is kept yet. */
export const newEntry = ({ objectType, id }: Pick<CrmRecord, 'objectType' | 'id'>): SyncedOwner => ({
  objectType,
  recordId: id,
  version: 0,
  rota: { ownerId: null, recordVersion: 0 },
  toldVersion: 0,
});

/** Of two things known of the owner here, the one of the record's later version. */
export const laterOf = (known: RotaOwner, heard: RotaOwner): RotaOwner =>
  known.recordVersion > heard.recordVersion ? known : heard;
