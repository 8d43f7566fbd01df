import { type Candidate, candidatesOf, memberIdsOf } from '../../domain/rotation/eligibility.ts';
import type { Rotation } from '../../domain/rotation/rotation.ts';
import type { Standings } from '../../domain/rotation/standings.ts';
import type { OwnerStore, SettingsStore } from '../ports/directory.ts';

type Deps = { owners: Pick<OwnerStore, 'all'>; settings: Pick<SettingsStore, 'get'> };

/** Everybody who stands in a rotation now, with the reasons against them. */
export const candidatesNow = async (
  deps: Deps,
  rotation: Rotation,
  { daily }: Pick<Standings, 'daily'>,
  at: string,
): Promise<Candidate[]> => {
  const [everybody, seatRule] = await Promise.all([deps.owners.all(), deps.settings.get()]);
  return candidatesOf(rotation, { everybody, seatRule, daily, at });
};

/** The ids of a rotation's members now. */
export const memberIdsNow = async (deps: Deps, rotation: Rotation, at: string): Promise<string[]> =>
  memberIdsOf(await candidatesNow(deps, rotation, { daily: {} }, at));
