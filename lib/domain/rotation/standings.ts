import type { DailyCounts } from './daily-counts.ts';
import type { Rotation } from './rotation.ts';

/** What a member has received in this epoch, and how far ahead (below zero) or behind (above zero) that puts them. */
export type Standing = { credit: number; count: number };

/**
 * The state of one rotation. `turns` counts the records given since the epoch began; credits always sum to zero.
 * `version` moves with every decision and every change of the rotation, and is what a decision is conditional on.
 */
export type Standings = {
  rotationId: string;
  version: number;
  epoch: number;
  turns: number;
  members: Record<string, Standing>;
  /** What the daily caps are held against; a new epoch does not give anybody a new day. */
  daily: DailyCounts;
};

/**
 * A change of members that moved the standings by itself, between two decisions: who the members are since. One that comes to light
 * in a decision is told by that decision.
 */
export type Alignment = {
  rotationId: string;
  version: number;
  epoch: number;
  at: string;
  ownerIds: string[];
};

const level = (ownerIds: readonly string[]): Record<string, Standing> =>
  Object.fromEntries(ownerIds.map((ownerId) => [ownerId, { credit: 0, count: 0 }]));

export const newStandings = (rotationId: string, ownerIds: readonly string[]): Standings => ({
  rotationId,
  version: 1,
  epoch: 1,
  turns: 0,
  members: level(ownerIds),
  daily: {},
});

/** Whether the standings are about exactly these members. */
const areAbout = (standings: Standings, ownerIds: readonly string[]): boolean =>
  Object.keys(standings.members).length === ownerIds.length &&
  ownerIds.every((ownerId) => standings.members[ownerId] !== undefined);

/**
 * Shifts the credits by as equal an amount as integers allow, so that they sum to zero again after somebody left with theirs.
 * The odd units fall to the owners with the smallest ids, so that the same input gives the same standings.
 */
const recentre = (members: Record<string, Standing>): Record<string, Standing> => {
  const ownerIds = Object.keys(members).sort();
  const surplus = ownerIds.reduce((sum, id) => sum + (members[id]?.credit ?? 0), 0);
  const each = Math.floor(surplus / ownerIds.length);
  const odd = surplus - each * ownerIds.length;
  return Object.fromEntries(
    ownerIds.map((id, place) => {
      const { credit, count } = members[id] ?? { credit: 0, count: 0 };
      return [id, { count, credit: credit - each - (place < odd ? 1 : 0) }];
    }),
  );
};

/**
 * The standings for the members that a rotation has now. The same members: unchanged. Others: by HubSpot's rule counts and
 * credits start again in a new epoch (`reset`), or newcomers enter level and the rest keep theirs (`keep`).
 */
export const alignStandings = (
  standings: Standings,
  ownerIds: readonly string[],
  onMembersChange: Rotation['onMembersChange'],
): Standings => {
  if (areAbout(standings, ownerIds)) return standings;
  if (onMembersChange === 'reset') {
    return { ...standings, epoch: standings.epoch + 1, turns: 0, members: level(ownerIds) };
  }
  const kept = ownerIds.map((id) => [id, standings.members[id] ?? { credit: 0, count: 0 }] as const);
  return { ...standings, members: recentre(Object.fromEntries(kept)) };
};

/** What a change of members does to the standings; the alignment is there only if it moved more than their version. */
export type Realignment = { before: Standings; after: Standings; alignment: Alignment | undefined };

/**
 * Moves the version of the standings, so that no decision which was made on them can be committed any more, and aligns them with
 * the members that there are now.
 *
 * @param at the time of the change, ISO 8601
 */
export const realign = (
  before: Standings,
  ownerIds: readonly string[],
  onMembersChange: Rotation['onMembersChange'],
  at: string,
): Realignment => {
  const aligned = alignStandings(before, ownerIds, onMembersChange);
  const after = { ...aligned, version: before.version + 1 };
  const { rotationId, version, epoch } = after;
  return {
    before,
    after,
    alignment:
      aligned === before ? undefined : { rotationId, version, epoch, at, ownerIds: ownerIds.toSorted() },
  };
};
