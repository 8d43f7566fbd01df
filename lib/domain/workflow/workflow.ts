import type { FilterGroup } from '../filter/filter.ts';
import type { ObjectType } from '../object-type.ts';

/** Gives the record to one owner, the same for all that come here. */
export type SetOwner = { type: 'setOwner'; ownerId: string; property: string };
/** Sets a property to one value; an empty one clears it. */
export type SetProperty = { type: 'setProperty'; property: string; value: string };
/** "Rotate [object] to owner": has a rotation pick who gets the record. */
export type Rotate = { type: 'rotate'; rotationId: string };
/** One way to go on, for records that match. */
export type Branch = { name: string; filterGroups: readonly FilterGroup[]; actions: readonly Action[] };
/** Sends the record along the first branch that it matches, or along `otherwise`. What comes after it is for all of them. */
export type BranchAction = { type: 'branch'; branches: readonly Branch[]; otherwise: readonly Action[] };

export type Action = SetOwner | SetProperty | Rotate | BranchAction;

/** What is to be done, in order, with each record that comes to match. */
export type Workflow = {
  id: string;
  name: string;
  objectType: ObjectType;
  enabled: boolean;
  /** Without filters nothing enrols by itself. */
  enrollment: { filterGroups: readonly FilterGroup[]; reEnroll: boolean };
  actions: readonly Action[];
  /** What was written before this does not enrol: it was there when the workflow was switched on. ISO 8601. */
  triggersSince: string;
  /** Moves with every change. A record goes the way of the version that it enrolled in. */
  version: number;
  deletedAt: string | null;
  createdAt: string;
  updatedAt: string;
};

/** The most branches of one action, as HubSpot has it. */
export const mostBranches = 20;
/** The most actions of a workflow, those in branches included. */
export const mostActions = 100;
/** How deep branches may stand in branches. */
export const deepestBranch = 5;
/** The most filters of all branches of a workflow together. */
export const mostBranchFilters = 250;
/** The most bytes of a workflow as JSON: what keeps it may hold 400 KiB. */
export const largestWorkflow = 200_000;
/** A record that so many workflows have led to, one after the other, enrols in no further one. */
export const mostHops = 10;
