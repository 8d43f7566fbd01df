import { companyOf } from './record/owner-settled.ts';
import { type CrmRecord, type LastWrite, ownerOf } from './record/record.ts';
import type { RecordWrite } from './record/unique-key.ts';

/**
 * What a write that follows from another one takes over from it: who is behind it, whether owners are told, and through how many
 * workflows it has come, so that these still stop what goes in circles.
 */
export type Cause = Pick<LastWrite, 'actor' | 'notify' | 'workflow'>;

/** A company has come to an owner, to whom its contacts go. */
export type OwnerPassedOn = {
  companyId: string;
  ownerId: string;
  /** The version of the company that its owner came with. */
  version: number;
  /** When the company's owner was settled: a contact whose owner was settled later keeps them. */
  settledAt: string;
  /** Only to contacts that have no owner. */
  onlyUnowned: boolean;
  cause: Cause;
};

/** A contact has come to an owner, or to a company: whichever of the two has no owner gets the other's. */
export type ContactSettled = {
  contactId: string;
  companyId: string;
  ownerId: string | null;
  settledAt: string;
  cause: Cause;
  /** The import that wrote the contact: what follows for the contact itself belongs to it, and is undone with it. */
  importId?: string;
};

const idPrefix = 'company-owner#';

/** Whether it was this rule that made a write. */
export const isByCompanyOwnerRule = ({ id }: Pick<LastWrite, 'id'>): boolean => id.startsWith(idPrefix);

const causeOf = ({ actor, notify, workflow }: LastWrite): Cause => ({
  actor,
  notify,
  ...(workflow === undefined ? {} : { workflow }),
});

/** Of two changes of a company within a millisecond the one with the greater version is later, and both are later than a contact's. */
const companyTime = ({ lastWrite, version }: CrmRecord): string =>
  `${lastWrite.at}#${String(version).padStart(10, '0')}`;

/**
 * Whom a company's contacts go to after a write of the company; undefined if that changes nothing for them. HubSpot: "The Company
 * owner property will update the Contact owner property of the contacts associated with this company", whoever owns them
 * (knowledge.hubspot.com, "Sync ownership between contacts and companies"). A company that loses its owner takes nobody's contacts
 * away. An owner that a company has from one of its contacts goes on to those contacts only that have none: giving one contact
 * away must not take all the others from their owners. A new company has no contacts yet.
 */
export const ownerPassedOn = ({ before, after }: RecordWrite): OwnerPassedOn | undefined => {
  const ownerId = ownerOf(after);
  if (after.objectType !== 'companies' || after.archivedAt !== null) return undefined;
  if (before === undefined || ownerId === null || ownerId === ownerOf(before)) return undefined;
  return {
    companyId: after.id,
    ownerId,
    version: after.version,
    settledAt: companyTime(after),
    onlyUnowned: isByCompanyOwnerRule(after.lastWrite),
    cause: causeOf(after.lastWrite),
  };
};

/**
 * A contact whose owner and its company's are to be compared after a write of the contact; undefined if that is none. HubSpot: "The
 * Contact owner property will not overwrite the associated Company owner property unless the Company owner property is blank", and
 * a contact that is given to somebody else than its company's owner stays with them. HubSpot does not say what becomes of a contact
 * that has an owner when it comes to a company: here it keeps them, since whoever gave it to the company could have given it to an
 * owner as well.
 */
export const contactSettled = ({ before, after }: RecordWrite): ContactSettled | undefined => {
  const companyId = companyOf(after);
  if (companyId === null || after.archivedAt !== null || isByCompanyOwnerRule(after.lastWrite))
    return undefined;
  const ownerId = ownerOf(after);
  const comes = before === undefined || companyOf(before) !== companyId;
  const isGiven = ownerId !== null && (before === undefined || ownerOf(before) !== ownerId);
  if (!comes && !isGiven) return undefined;
  const { id: contactId, lastWrite, ownerSettledAt: settledAt = lastWrite.at } = after;
  const { source, runId } = lastWrite;
  return {
    contactId,
    companyId,
    ownerId,
    settledAt,
    cause: causeOf(lastWrite),
    ...(source !== 'IMPORT' || runId === undefined ? {} : { importId: runId }),
  };
};

/** What the rule's writes of one company change have in common in the history. */
const runOf = ({ companyId, version }: OwnerPassedOn): string => `company-owner-${companyId}-${version}`;

/** What the write of a contact says that gets its company's owner because the company has come to them. */
export const passedOnWrite = (passed: OwnerPassedOn, contactId: string, at: string): LastWrite => ({
  id: `${idPrefix}${passed.companyId}#${passed.settledAt}#${contactId}`,
  at,
  source: 'WORKFLOW',
  ...passed.cause,
  runId: runOf(passed),
});

/** What the write of a company says that gets its contact's owner. */
export const companySettledWrite = (
  { companyId, contactId, settledAt, cause }: ContactSettled,
  at: string,
): LastWrite => ({
  id: `${idPrefix}${companyId}#${settledAt}#${contactId}`,
  at,
  source: 'WORKFLOW',
  ...cause,
});

/** What the write of a contact says that gets the owner of the company that it has come to. */
export const contactSettledWrite = (settled: ContactSettled, at: string): LastWrite => ({
  ...companySettledWrite(settled, at),
  ...(settled.importId === undefined ? {} : { runId: settled.importId }),
});
