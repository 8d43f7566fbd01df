import { type Draw, seededDraw } from './random.ts';
import type { Member } from './rotation.ts';
import type { Standing, Standings } from './standings.ts';

/** What one record is worth in credit. Divisible by 1 to 16, so that up to 16 equal members share it without rounding. */
export const scale = 720_720;

/** Somebody who may get the next records, and how many more of them: no limit unless said otherwise. */
export type Contender = Pick<Member, 'ownerId' | 'weight'> & { left?: number | null };

/** One turn: who got the record, and among how many the draw was made. */
export type Turn = { ownerId: string; tied: number };

type Player = Standing & { ownerId: string; weight: number; left: number };

/** What every player gains in a turn, in their order, and the sum of it. */
type Gains = { each: number[]; total: number };

const gainsOf = (players: readonly Pick<Player, 'weight'>[]): Gains => {
  const totalWeight = players.reduce((sum, { weight }) => sum + weight, 0);
  const each = players.map(({ weight }) => Math.floor((scale * weight) / totalWeight));
  return { each, total: each.reduce((sum, gain) => sum + gain, 0) };
};

/** Those with the largest credit. */
const leading = (players: readonly Player[]): Player[] => {
  let best = Number.NEGATIVE_INFINITY;
  let tied: Player[] = [];
  for (const player of players) {
    if (player.credit > best) {
      best = player.credit;
      tied = [player];
    } else if (player.credit === best) tied.push(player);
  }
  return tied;
};

/** Everybody gains; whoever is owed the most gets the record and pays what was handed out. */
const playTurn = (players: readonly Player[], gains: Gains, draw: Draw): { winner: Player; tied: number } => {
  for (const [place, player] of players.entries()) player.credit += gains.each[place] ?? 0;
  const tied = leading(players);
  const winner = tied.length === 1 ? tied[0] : tied[draw(tied.length)];
  if (winner === undefined) throw new RangeError('A turn needs at least one player.');
  winner.credit -= gains.total;
  winner.count += 1;
  winner.left -= 1;
  return { winner, tied: tied.length };
};

const mayPlay = ({ left }: Player): boolean => left > 0;

/**
 * Who gets the next `turns` records: the carpool rule of Fagin and Williams (1983). For each record every eligible member
 * gains their part of {@link scale} by weight; the largest credit wins, ties are drawn uniformly; the winner pays back
 * exactly what was handed out, so that credits always sum to zero. Who has reached their limit takes no further part.
 *
 * With equal weights and everybody eligible this is HubSpot's rule: at random among those who have received the fewest.
 *
 * Proven, whoever is eligible when: nobody's credit leaves plus or minus (n-1)/2 records (Naor's bound for equal weights; any j
 * credits together stay within j(n-j)/2, which holds for every weight). Proven with everybody eligible: nobody is a whole record
 * ahead of what is due to them, nor further behind than 1/2 + 1/3 + ... + 1/n. Only searched for: how bad it gets. With weights of
 * 1 to 100 among up to 40 members, all eligible, the worst count found is 1.84 records behind what is due, and 0.88 ahead; rounding
 * the gains down to integers costs at most 17 records in a million. `npm run bench -- fairness` looks for worse.
 *
 * @param eligible who may get these records, with weights of at least 1
 * @param seed 32 hexadecimal digits; the same input and seed give the same picks
 * @returns one turn per record, in order, and the standings after the last; fewer turns than asked for if nobody is left
 */
export const pickOwners = (input: {
  standings: Standings;
  eligible: readonly Contender[];
  turns: number;
  seed: string;
}): { turns: Turn[]; standings: Standings } => {
  const { standings, eligible } = input;
  const draw = seededDraw(input.seed);
  const everybody = eligible.map(({ ownerId, weight, left }): Player => {
    const { credit, count } = standings.members[ownerId] ?? { credit: 0, count: 0 };
    return { ownerId, weight, credit, count, left: left ?? Number.POSITIVE_INFINITY };
  });
  let players = everybody.filter(mayPlay);
  let gains = gainsOf(players);
  const turns: Turn[] = [];
  while (turns.length < input.turns && players.length > 0) {
    const { winner, tied } = playTurn(players, gains, draw);
    turns.push({ ownerId: winner.ownerId, tied });
    if (mayPlay(winner)) continue;
    players = players.filter(mayPlay);
    gains = gainsOf(players);
  }
  const played = everybody.map(({ ownerId, credit, count }) => [ownerId, { credit, count }] as const);
  return {
    turns,
    standings: {
      ...standings,
      turns: standings.turns + turns.length,
      members: { ...standings.members, ...Object.fromEntries(played) },
    },
  };
};

/** What somebody who takes part in a turn is owed: their credit before it, and what they gain in it. */
export type Claim = { ownerId: string; weight: number; credit: number; gain: number };

/**
 * Who takes part in the next turn, in their order, with what they would be owed in it, all in credit; those who are owed the most,
 * among whom it is drawn; and what the turn costs whoever gets the record. For explanations.
 */
export const nextTurn = (
  standings: Standings,
  eligible: readonly Contender[],
): { claims: Claim[]; tied: string[]; handedOut: number } => {
  const contenders = eligible.filter(({ left }) => left === undefined || left === null || left > 0);
  const gains = gainsOf(contenders);
  const claims = contenders.map(({ ownerId, weight }, place): Claim => {
    const credit = standings.members[ownerId]?.credit ?? 0;
    return { ownerId, weight, credit, gain: gains.each[place] ?? 0 };
  });
  const players = claims.map((claim) => ({ ...claim, credit: claim.credit + claim.gain, count: 0, left: 1 }));
  return { claims, tied: leading(players).map(({ ownerId }) => ownerId), handedOut: gains.total };
};
