import type { Problem } from '../errors.ts';
import { enrollmentLimits, filterProblems } from '../filter/check-filters.ts';
import type { Owner } from '../owner/owner.ts';
import type { PropertySet } from '../record/property-set.ts';
import type { Rotation } from '../rotation/rotation.ts';
import { allActions, isBranch } from './all-actions.ts';
import { valueToSet } from './set-value.ts';
import {
  type Action,
  type BranchAction,
  deepestBranch,
  largestWorkflow,
  mostActions,
  mostBranches,
  mostBranchFilters,
  type Workflow,
} from './workflow.ts';

/** What a workflow names, as it is now: owners and rotations by id, deleted ones included. */
export type Named = {
  set: PropertySet;
  owners: ReadonlyMap<string, Owner>;
  rotations: ReadonlyMap<string, Rotation>;
};

type Checked = Pick<Workflow, 'objectType' | 'enrollment' | 'actions'>;

const branchProblems = (action: BranchAction, path: string, { set }: Named): Problem[] => {
  const { branches } = action;
  if (branches.length === 0)
    return [{ in: `${path}.branches`, code: 'REQUIRED', message: 'A branch action needs a branch.' }];
  const tooMany = `An action branches at most ${mostBranches} times, this one ${branches.length} times.`;
  const names = branches.map(({ name }) => name);
  return [
    ...(branches.length > mostBranches
      ? [{ in: `${path}.branches`, code: 'TOO_MANY_BRANCHES', message: tooMany }]
      : []),
    ...branches.flatMap(({ name, filterGroups }, n): Problem[] => {
      const here = `${path}.branches[${n}]`;
      const twice = `Two branches are called ${name}.`;
      return [
        ...(names.indexOf(name) < n ? [{ in: `${here}.name`, code: 'NAMED_TWICE', message: twice }] : []),
        ...filterProblems(filterGroups, set, enrollmentLimits, `${here}.filterGroups`),
      ];
    }),
  ];
};

const rotationProblem = (
  rotation: Rotation | undefined,
  id: string,
  { objectType }: Checked,
): Omit<Problem, 'in'> | undefined => {
  if (rotation === undefined || rotation.deletedAt !== null)
    return { code: 'ROTATION_NOT_FOUND', message: `There is no rotation ${id}.` };
  if (rotation.objectType === objectType) return undefined;
  const message = `Rotation ${id} is about ${rotation.objectType}, not about ${objectType}.`;
  return { code: 'OTHER_OBJECT_TYPE', message };
};

const setOwnerProblem = (property: string, { set }: Named): Problem | undefined => {
  const definition = set.find(property);
  if (definition === undefined || definition.type === 'user') return undefined;
  return { code: 'NOT_A_USER_PROPERTY', message: `Property ${property} does not hold an owner.` };
};

const actionProblems = (action: Action, path: string, workflow: Checked, named: Named): Problem[] => {
  switch (action.type) {
    case 'branch':
      return branchProblems(action, path, named);
    case 'rotate': {
      const problem = rotationProblem(named.rotations.get(action.rotationId), action.rotationId, workflow);
      return problem === undefined ? [] : [{ ...problem, in: `${path}.rotationId` }];
    }
    case 'setOwner':
    case 'setProperty': {
      const { property } = action;
      const noOwner = action.type === 'setOwner' ? setOwnerProblem(property, named) : undefined;
      if (noOwner !== undefined) return [{ ...noOwner, in: `${path}.property` }];
      const [field, value] =
        action.type === 'setOwner' ? ['ownerId', action.ownerId] : ['value', action.value];
      const { objectType } = workflow;
      const found = valueToSet({ property, value }, { ...named, objectType });
      if (found.ok) return [];
      const aboutProperty = ['PROPERTY_DOESNT_EXIST', 'UNIQUE_PROPERTY'].includes(found.code);
      const { code, message } = found;
      return [{ code, message, in: `${path}.${aboutProperty ? 'property' : field}` }];
    }
  }
};

const limitProblems = ({ actions, enrollment }: Checked): Problem[] => {
  const all = allActions(actions);
  const found: Problem[] = [];
  const say = (code: string, message: string, field = 'actions') => found.push({ in: field, code, message });
  if (all.length > mostActions)
    say('TOO_MANY_ACTIONS', `A workflow has at most ${mostActions} actions, this one has ${all.length}.`);
  const tooDeep = all.find(({ action, depth }) => action.type === 'branch' && depth >= deepestBranch);
  if (tooDeep !== undefined)
    say('TOO_DEEP', `Branches stand at most ${deepestBranch} deep in each other.`, tooDeep.path);
  const groups = all.filter(isBranch).flatMap(({ action }) => action.branches.flatMap((b) => b.filterGroups));
  const filters = groups.reduce((sum, group) => sum + group.filters.length, 0);
  if (filters > mostBranchFilters)
    say('TOO_MANY_FILTERS', `All branches have at most ${mostBranchFilters} filters, these have ${filters}.`);
  const size = JSON.stringify({ actions, enrollment }).length;
  if (size > largestWorkflow)
    say('WORKFLOW_TOO_LARGE', `A workflow has at most ${largestWorkflow} characters, this one has ${size}.`);
  return found;
};

/** Everything that keeps a workflow from being saved or switched on, each with the field that it is about. */
export const workflowProblems = (workflow: Checked, named: Named): Problem[] => {
  const { filterGroups } = workflow.enrollment;
  return [
    ...(filterGroups.length === 0
      ? []
      : filterProblems(filterGroups, named.set, enrollmentLimits, 'enrollment.filterGroups')),
    ...limitProblems(workflow),
    ...allActions(workflow.actions).flatMap(({ action, path }) =>
      actionProblems(action, path, workflow, named),
    ),
  ];
};
