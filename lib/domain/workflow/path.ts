import { matches } from '../filter/matches.ts';
import { filterableProperties } from '../filter/system-properties.ts';
import type { Owner } from '../owner/owner.ts';
import { mergeProperties, type Properties } from '../record/properties.ts';
import type { PropertySet } from '../record/property-set.ts';
import type { CrmRecord } from '../record/record.ts';
import { actionAt, behind, intoBranch, type Place, placeText, settle } from './place.ts';
import { valueToSet } from './set-value.ts';
import type { Action, BranchAction, SetOwner, SetProperty, Workflow } from './workflow.ts';

/**
 * What became of one action for one record. `UNCHANGED`: it was so already. `FAILED`: it could not be done, and the workflow went on.
 */
export type Step = {
  /** The field of the workflow that it stands in: `actions[0].branches[1].actions[0]`. */
  action: string;
  type: Action['type'];
  outcome: 'DONE' | 'UNCHANGED' | 'SKIPPED' | 'FAILED';
  /** Why it was skipped or failed. */
  reason?: string;
  /** The branch that was taken, null for `otherwise`. */
  branch?: string | null;
  property?: string;
  value?: string;
  ownerId?: string;
  rotationId?: string;
};

/** What a way through a workflow depends on besides the record. */
export type Surroundings = {
  set: PropertySet;
  /** At least those whom the workflow names. */
  owners: ReadonlyMap<string, Owner>;
};

/** A stretch of a record's way: up to the end of the workflow, or to an action that rotates. */
export type Stretch = {
  steps: Step[];
  /** The properties as they are to be then. */
  properties: Properties;
  /** Where the way goes on, with the rotation that it waits for; null at the end. */
  rotates: { place: Place; rotationId: string } | null;
};

type Way = { workflow: Pick<Workflow, 'actions' | 'objectType'>; surroundings: Surroundings };

const setStep = (
  action: SetOwner | SetProperty,
  properties: Properties,
  { surroundings, workflow: { objectType } }: Way,
): { outcome: Pick<Step, 'outcome' | 'reason'>; properties: Properties } => {
  const { property } = action;
  const value = action.type === 'setOwner' ? action.ownerId : action.value;
  const found = valueToSet({ property, value }, { ...surroundings, objectType });
  if (!found.ok) return { outcome: { outcome: 'FAILED', reason: found.code }, properties };
  if ((properties[property] ?? '') === found.value) return { outcome: { outcome: 'UNCHANGED' }, properties };
  return {
    outcome: { outcome: 'DONE' },
    properties: mergeProperties(properties, { [property]: found.value }),
  };
};

const whatIsSet = (action: SetOwner | SetProperty): Pick<Step, 'property' | 'ownerId' | 'value'> =>
  action.type === 'setOwner'
    ? { property: action.property, ownerId: action.ownerId }
    : { property: action.property, value: action.value };

/** The place of the first branch that a record matches, behind the last if it matches none. */
const branchTaken = (
  { branches }: BranchAction,
  record: CrmRecord,
  set: PropertySet,
): { place: number; name: string | null } => {
  const properties = filterableProperties(record);
  const place = branches.findIndex(({ filterGroups }) => matches(filterGroups, properties, set));
  return place === -1 ? { place: branches.length, name: null } : { place, name: branches[place]?.name ?? '' };
};

/**
 * Goes on from a place, as far as nothing has to be waited for: what each action comes to, and the properties after it. An action that
 * cannot be done now is noted, and the way goes on. Pure, so that a trial and the real run cannot differ.
 */
export const walk = (way: Way, from: Place, record: CrmRecord): Stretch => {
  const { actions } = way.workflow;
  const steps: Step[] = [];
  let { properties } = record;
  let place = settle(actions, from);
  while (place !== undefined) {
    const action: Action | undefined = actionAt(actions, place);
    if (action === undefined) break;
    if (action.type === 'rotate')
      return { steps, properties, rotates: { place, rotationId: action.rotationId } };
    const step: Pick<Step, 'action' | 'type'> = { action: placeText(actions, place), type: action.type };
    if (action.type === 'branch') {
      const taken = branchTaken(action, { ...record, properties }, way.surroundings.set);
      steps.push({ ...step, outcome: 'DONE', branch: taken.name });
      place = settle(actions, intoBranch(place, taken.place));
      continue;
    }
    const set = setStep(action, properties, way);
    steps.push({ ...step, ...set.outcome, ...whatIsSet(action) });
    properties = set.properties;
    place = settle(actions, behind(place));
  }
  return { steps, properties, rotates: null };
};
