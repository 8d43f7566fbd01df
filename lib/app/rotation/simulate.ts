import { type Problem, refuseAny } from '../../domain/errors.ts';
import { type Candidate, isMember } from '../../domain/rotation/eligibility.ts';
import type { Member, Rotation } from '../../domain/rotation/rotation.ts';
import { type Simulation, type Span, simulate } from '../../domain/rotation/simulate.ts';
import { alignStandings, type Standings } from '../../domain/rotation/standings.ts';
import { checkPool } from './check-pool.ts';
import { currentStandings } from './current-standings.ts';
import { candidatesNow } from './members-now.ts';
import type { RotationDeps } from './rotation-deps.ts';
import { getRotation } from './set-up.ts';

/** The most records of one simulation. */
export const largestSimulation = 100_000;

/** What is to be tried: so many records, with other members, other weights or absences, where these are given. */
export type SimulationWish = {
  records: number;
  members: readonly Member[] | undefined;
  weights: Readonly<Record<string, number>>;
  /** Absences by the numbers of records. */
  unavailable: readonly (Span & { ownerId: string })[];
  seed: string | undefined;
};

type Deps = Pick<RotationDeps, 'rotations' | 'ledger' | 'owners' | 'teams' | 'settings' | 'now' | 'newSeed'>;

type Contestant = Pick<Candidate, 'ownerId' | 'weight' | 'left' | 'reasons'>;

/** Those proposed, all of whom take part, or those whom the rotation has now, with what is against them now. */
const contestantsOf = async (
  deps: Deps,
  { rotation, standings }: { rotation: Rotation; standings: Standings },
  proposed: readonly Member[] | undefined,
): Promise<Contestant[]> => {
  if (proposed === undefined) {
    return (await candidatesNow(deps, rotation, standings, deps.now())).filter(isMember);
  }
  await checkPool({ ...rotation, pool: { kind: 'owners', members: [...proposed] } }, deps);
  return proposed.map(({ ownerId, weight, dailyCap = null }) => ({
    ownerId,
    weight,
    left: dailyCap,
    reasons: [],
  }));
};

const refuseStrangers = ({ weights, unavailable }: SimulationWish, known: ReadonlySet<string>): void => {
  const problem = (field: string, ownerId: string): Problem[] =>
    known.has(ownerId)
      ? []
      : [{ in: field, code: 'NOT_A_MEMBER', message: `Owner ${ownerId} is no member of the rotation.` }];
  refuseAny([
    ...Object.keys(weights).flatMap((ownerId) => problem(`weights.${ownerId}`, ownerId)),
    ...unavailable.flatMap(({ ownerId }, n) => problem(`unavailable[${n}].ownerId`, ownerId)),
  ]);
};

/**
 * Tries out how a rotation would go on from its standings of now, as it is or with other members, and writes nothing. Whoever is not
 * eligible now stays out; members who are proposed all take part. A simulation is one day: with a daily cap nobody gets more
 * than what is left of it today, or than the whole of one that is proposed.
 *
 * @throws NotFound if there is no such rotation, Invalid naming a member who cannot be one, or a weight or an absence of somebody else
 */
export const simulateRotation = async (deps: Deps, id: string, wish: SimulationWish): Promise<Simulation> => {
  const rotation = await getRotation(deps, id);
  const standings = await currentStandings(deps, id);
  const contestants = await contestantsOf(deps, { rotation, standings }, wish.members);
  const ownerIds = contestants.map(({ ownerId }) => ownerId);
  refuseStrangers(wish, new Set(ownerIds));
  const away = Map.groupBy(wish.unavailable, ({ ownerId }) => ownerId);
  const always: Span = { from: 1, until: wish.records };
  return simulate({
    standings: alignStandings(standings, ownerIds, rotation.onMembersChange),
    members: contestants.map(({ ownerId, weight, left, reasons }) => ({
      ownerId,
      weight: wish.weights[ownerId] ?? weight,
      left,
      away: reasons.length === 0 ? (away.get(ownerId) ?? []) : [always],
    })),
    records: wish.records,
    seed: wish.seed ?? deps.newSeed(),
  });
};
