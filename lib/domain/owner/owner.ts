import type { ObjectType } from '../object-type.ts';
import type { Availability } from './availability.ts';
import type { OwnerNotifications } from './notifications.ts';

export const seats = [
  'NONE',
  'VIEW_ONLY',
  'CORE',
  'SALES_PROFESSIONAL',
  'SALES_ENTERPRISE',
  'SERVICE_PROFESSIONAL',
  'SERVICE_ENTERPRISE',
] as const;
export type Seat = (typeof seats)[number];

/** A user who can own records. Deactivated owners stay: the history names them. */
export type Owner = {
  id: string;
  email: string;
  firstName: string;
  lastName: string;
  seat: Seat;
  primaryTeamId: string | null;
  secondaryTeamIds: string[];
  objectAccess: ObjectType[];
  salesforceUserId: string | null;
  /** Null is always available. Only rotations that ask for it look at it. */
  availability: Availability | null;
  notifications: OwnerNotifications;
  active: boolean;
  version: number;
  createdAt: string;
  updatedAt: string;
};

/** A group of owners. Who belongs to it is written on the owners. */
export type Team = { id: string; name: string; createdAt: string; updatedAt: string };

const paidSeats: ReadonlySet<Seat> = new Set<Seat>([
  'SALES_PROFESSIONAL',
  'SALES_ENTERPRISE',
  'SERVICE_PROFESSIONAL',
  'SERVICE_ENTERPRISE',
]);

/** A paid Professional or Enterprise seat of Sales or Service. */
export const hasPaidSeat = (owner: Owner): boolean => paidSeats.has(owner.seat);

export const canSee = (owner: Owner, type: ObjectType): boolean => owner.objectAccess.includes(type);

export const isPrimaryMemberOf = (owner: Owner, teamId: string): boolean => owner.primaryTeamId === teamId;

/** The team ids of an owner, primary first. */
export const teamIdsOf = (owner: Owner): string[] =>
  owner.primaryTeamId === null ? owner.secondaryTeamIds : [owner.primaryTeamId, ...owner.secondaryTeamIds];
