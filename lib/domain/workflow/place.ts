import type { Action } from './workflow.ts';

/**
 * Where an action stands in a workflow: its place in the list, and for one within a branch first those of the branch: `[2, 0, 1]` is
 * the second action of the first branch of the third action. The place behind the last branch is `otherwise`.
 */
export type Place = readonly number[];

/** The list of actions that a place lies in. */
const listAround = (actions: readonly Action[], place: Place): readonly Action[] => {
  let list = actions;
  for (let n = 0; n + 1 < place.length; n += 2) {
    const action = list[place[n] ?? -1];
    if (action?.type !== 'branch') return [];
    const branch = place[n + 1] ?? -1;
    list = branch === action.branches.length ? action.otherwise : (action.branches[branch]?.actions ?? []);
  }
  return list;
};

/** The action at a place; undefined if there is none. */
export const actionAt = (actions: readonly Action[], place: Place): Action | undefined =>
  listAround(actions, place)[place.at(-1) ?? -1];

/** Where a workflow begins. */
export const firstPlace: Place = [0];

/** The place at which a branch begins. */
export const intoBranch = (place: Place, branch: number): Place => [...place, branch, 0];

/**
 * The place itself if an action stands there; else, behind the end of a branch, where it goes on behind the action that branched.
 *
 * @returns undefined behind the end of the workflow
 */
export const settle = (actions: readonly Action[], place: Place): Place | undefined => {
  if (actionAt(actions, place) !== undefined) return place;
  return place.length < 3 ? undefined : settle(actions, behind(place.slice(0, -2)));
};

/** The next place in the same list, whether or not an action stands there. */
export const behind = (place: Place): Place => [...place.slice(0, -1), (place.at(-1) ?? 0) + 1];

/** A place as problems and results name it: `actions[2].branches[0].actions[1]`. */
export const placeText = (actions: readonly Action[], place: Place): string => {
  let text = `actions[${place[0]}]`;
  for (let n = 1; n + 1 < place.length; n += 2) {
    const action = actionAt(actions, place.slice(0, n));
    const branch = place[n] ?? 0;
    const isOtherwise = action?.type === 'branch' && branch === action.branches.length;
    text += isOtherwise ? `.otherwise[${place[n + 1]}]` : `.branches[${branch}].actions[${place[n + 1]}]`;
  }
  return text;
};
