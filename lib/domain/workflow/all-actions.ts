import type { Action, BranchAction } from './workflow.ts';

/** An action and the path of the field that it stands in: `actions[2].branches[0].actions[1]`. */
export type PlacedAction<A extends Action = Action> = { action: A; path: string; depth: number };

/** Every action of a workflow, those in branches behind the action that branches to them. */
export const allActions = (actions: readonly Action[], path = 'actions', depth = 0): PlacedAction[] =>
  actions.flatMap((action, n): PlacedAction[] => {
    const here = `${path}[${n}]`;
    const placed = { action, path: here, depth };
    if (action.type !== 'branch') return [placed];
    const within = action.branches.flatMap((branch, b) =>
      allActions(branch.actions, `${here}.branches[${b}].actions`, depth + 1),
    );
    return [placed, ...within, ...allActions(action.otherwise, `${here}.otherwise`, depth + 1)];
  });

const distinct = (ids: readonly string[]): string[] => [...new Set(ids)];

/** The rotations that a workflow rotates through, each once. */
export const rotationIdsOf = (actions: readonly Action[]): string[] =>
  distinct(allActions(actions).flatMap(({ action }) => (action.type === 'rotate' ? action.rotationId : [])));

/** The values that are set, among which the owners are; a value of another property does no harm. */
export const ownerIdsOf = (actions: readonly Action[]): string[] =>
  distinct(
    allActions(actions).flatMap(({ action }) => {
      if (action.type === 'setOwner') return action.ownerId;
      return action.type === 'setProperty' && /^\d{1,16}$/.test(action.value) ? action.value : [];
    }),
  );

export const isBranch = (placed: PlacedAction): placed is PlacedAction<BranchAction> =>
  placed.action.type === 'branch';
