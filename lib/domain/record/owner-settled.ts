import type { ObjectType } from '../object-type.ts';
import { type CrmRecord, ownerOf } from './record.ts';
import type { RecordWrite } from './unique-key.ts';

/** The property in which a contact names its primary company. */
export const companyProperty = 'associatedcompanyid';

/** Whether an owner may come to such a record from another one: from a company to its contacts, or from a contact to its company. */
export const isSettled = (objectType: ObjectType): boolean =>
  objectType === 'contacts' || objectType === 'companies';

const recordIdPattern = /^\d{1,20}$/;

/** The company that a contact names; null for whatever can be no record's id. */
export const companyOf = ({ objectType, properties }: CrmRecord): string | null => {
  const id = properties[companyProperty];
  return objectType === 'contacts' && id !== undefined && recordIdPattern.test(id) ? id : null;
};

/**
 * A record that is to be written, with the time at which its owner was settled: this write's, if it changes the owner or the
 * company. An owner that comes from another record later than its time is then known to be out of date.
 */
export const withOwnerSettled = ({ before, after }: RecordWrite): CrmRecord => {
  if (!isSettled(after.objectType)) return after;
  const owners = [before === undefined ? null : ownerOf(before), ownerOf(after)];
  const companies = [before === undefined ? null : companyOf(before), companyOf(after)];
  const changes = owners[0] !== owners[1] || companies[0] !== companies[1];
  return changes ? { ...after, ownerSettledAt: after.lastWrite.at } : after;
};
