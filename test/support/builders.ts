import type { Assignment } from '../../lib/app/ports/records.ts';
import type { QueuedBatch } from '../../lib/app/ports/rotations.ts';
import type { OwnerChange } from '../../lib/domain/change.ts';
import type { FilterGroup, FilterOperator } from '../../lib/domain/filter/filter.ts';
import { type ObjectType, objectTypes } from '../../lib/domain/object-type.ts';
import type { Owner, Team } from '../../lib/domain/owner/owner.ts';
import type { CustomProperty } from '../../lib/domain/record/custom-property.ts';
import type { CrmRecord, LastWrite } from '../../lib/domain/record/record.ts';
import type { Candidate } from '../../lib/domain/rotation/eligibility.ts';
import type { Rotation } from '../../lib/domain/rotation/rotation.ts';
import { ulidFrom } from '../../lib/domain/ulid.ts';
import type { Action, Workflow } from '../../lib/domain/workflow/workflow.ts';

/** A time at which everything in the tests was made, unless they say otherwise. */
export const someTime = '2026-03-01T09:00:00.000Z';

let lastId = 100_000;

/** A decimal id that nothing else in this test file has; later ids are greater, also as text. */
export const anId = (): string => String(++lastId);

export const aWrite = (fields: Partial<LastWrite> = {}): LastWrite => ({
  id: `request-${anId()}`,
  at: someTime,
  source: 'API',
  actor: 'ada@example.com',
  notify: true,
  ...fields,
});

export const aRecord = (objectType: ObjectType, fields: Partial<CrmRecord> = {}): CrmRecord => ({
  objectType,
  id: anId(),
  properties: {},
  version: 1,
  createdAt: someTime,
  updatedAt: someTime,
  archivedAt: null,
  enrollments: {},
  lastWrite: aWrite(),
  ...fields,
});

/** A contact with an e-mail of its own. */
export const aContact = (fields: Partial<CrmRecord> = {}): CrmRecord => {
  const id = fields.id ?? anId();
  return aRecord('contacts', { properties: { email: `contact-${id}@example.com` }, ...fields, id });
};

/** A contact that has an owner, whom it was given with its last write. */
export const aContactOf = (ownerId: string, fields: Partial<CrmRecord> = {}): CrmRecord => {
  const contact = aContact(fields);
  return {
    ...contact,
    properties: { ...contact.properties, hubspot_owner_id: ownerId },
    ownerSettledAt: contact.lastWrite.at,
    ownerSetAt: contact.lastWrite.at,
  };
};

/** The record as somebody who read it would write it back. */
export const changed = (before: CrmRecord, fields: Partial<CrmRecord>): CrmRecord => ({
  ...before,
  version: before.version + 1,
  lastWrite: aWrite(),
  ...fields,
});

/** An active owner who sees every object type and has no paid seat. */
export const anOwner = (fields: Partial<Owner> = {}): Owner => {
  const id = fields.id ?? anId();
  return {
    email: `owner-${id}@example.com`,
    firstName: 'Ada',
    lastName: 'Lovelace',
    seat: 'NONE',
    primaryTeamId: null,
    secondaryTeamIds: [],
    objectAccess: [...objectTypes],
    salesforceUserId: null,
    availability: null,
    notifications: { off: [] },
    active: true,
    version: 1,
    createdAt: someTime,
    updatedAt: someTime,
    ...fields,
    id,
  };
};

/** A property that the account has defined itself: a text, unless the fields say otherwise. */
export const aProperty = (
  objectType: ObjectType,
  name: string,
  fields: Partial<CustomProperty> = {},
): CustomProperty => ({
  objectType,
  name,
  label: `The ${name}`,
  type: 'string',
  unique: false,
  fieldType: 'text',
  groupName: 'contactinformation',
  description: '',
  displayOrder: -1,
  hidden: false,
  formField: false,
  createdAt: someTime,
  createdBy: 'ada@example.com',
  updatedAt: someTime,
  updatedBy: 'ada@example.com',
  archivedAt: null,
  version: 1,
  ...fields,
});

export const aTeam = (fields: Partial<Team> = {}): Team => ({
  id: anId(),
  name: 'Sales North',
  createdAt: someTime,
  updatedAt: someTime,
  ...fields,
});

/** A rotation of contacts among these owners, each with a weight of 1. */
export const aRotationAmong = (ownerIds: readonly string[], fields: Partial<Rotation> = {}): Rotation => ({
  id: anId(),
  name: 'Inbound',
  objectType: 'contacts',
  property: 'hubspot_owner_id',
  pool: { kind: 'owners', members: ownerIds.map((ownerId) => ({ ownerId, weight: 1 })) },
  overwrite: false,
  onlyAvailable: false,
  onMembersChange: 'reset',
  fallback: [],
  hold: null,
  version: 1,
  deletedAt: null,
  createdAt: someTime,
  updatedAt: someTime,
  ...fields,
});

/** A member of a rotation of whom nothing is against taking part. */
export const aCandidate = (ownerId: string, fields: Partial<Candidate> = {}): Candidate => ({
  ownerId,
  weight: 1,
  reasons: [],
  day: someTime.slice(0, 10),
  left: null,
  ...fields,
});

/** A batch of enrollments as it comes from the queue. */
export const aBatch = (
  rotationId: string,
  recordIds: readonly string[],
  fields: Partial<QueuedBatch> & { enrollmentId?: string } = {},
): QueuedBatch => {
  const { enrollmentId = anId(), ...rest } = fields;
  return {
    batchId: `${enrollmentId}-${anId()}`,
    rotationId,
    enrollments: recordIds.map((recordId) => ({ recordId, enrollmentId })),
    actor: 'ada@example.com',
    runId: enrollmentId,
    ...rest,
  };
};

/** An assignment of the owner property that overwrites. */
export const anAssignment = (
  record: Pick<CrmRecord, 'objectType' | 'id'>,
  ownerId: string | null,
  fields: Partial<Assignment> = {},
): Assignment => ({
  objectType: record.objectType,
  recordId: record.id,
  property: 'hubspot_owner_id',
  ownerId,
  overwrite: true,
  write: aWrite(),
  ...fields,
});

/** A change by which an owner was given a contact that nobody had. */
export const aChange = (
  toOwnerId: string | null,
  { write, ...fields }: Partial<Omit<OwnerChange, 'write'>> & { write?: Partial<LastWrite> } = {},
): OwnerChange => {
  const id = anId();
  return {
    changeId: ulidFrom(Date.parse(someTime), Number(id), id),
    objectType: 'contacts',
    recordId: id,
    property: 'hubspot_owner_id',
    fromOwnerId: null,
    toOwnerId,
    recordVersion: 2,
    write: aWrite(write),
    ...fields,
  };
};

/** A filter on one property, as the only one of its group. */
export const where = (
  propertyName: string,
  operator: FilterOperator = 'HAS_PROPERTY',
  value?: string,
): FilterGroup[] => [{ filters: [{ propertyName, operator, ...(value === undefined ? {} : { value }) }] }];

/** A workflow of contacts with an e-mail that is switched on. */
export const aWorkflow = (actions: readonly Action[], fields: Partial<Workflow> = {}): Workflow => ({
  id: anId(),
  name: 'Inbound',
  objectType: 'contacts',
  enabled: true,
  enrollment: { filterGroups: where('email'), reEnroll: false },
  actions,
  triggersSince: someTime,
  version: 1,
  deletedAt: null,
  createdAt: someTime,
  updatedAt: someTime,
  ...fields,
});
