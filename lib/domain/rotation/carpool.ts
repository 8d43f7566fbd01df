import { type Draw, seededDraw } from './random.ts';
import type { Member } from './rotation.ts';
import type { Standing, Standings } from './standings.ts';

/** What one record is worth in credit. Divisible by 1 to 16, so that up to 16 equal members share it without rounding. */
export const scale = 720_720;

/** One turn: who got the record, and among whom the draw was made. */
export type Turn = { ownerId: string; tied: number };

type Playing = Standing & { ownerId: string; gain: number };

const seat = (members: readonly Member[], standings: Standings): Playing[] => {
  const totalWeight = members.reduce((sum, { weight }) => sum + weight, 0);
  return members.map(({ ownerId, weight }) => {
    const { credit, count } = standings.members[ownerId] ?? { credit: 0, count: 0 };
    return { ownerId, credit, count, gain: Math.floor((scale * weight) / totalWeight) };
  });
};

const playTurn = (players: Playing[], handedOut: number, draw: Draw): Turn => {
  let best = Number.NEGATIVE_INFINITY;
  let tied: Playing[] = [];
  for (const player of players) {
    player.credit += player.gain;
    if (player.credit > best) {
      best = player.credit;
      tied = [player];
    } else if (player.credit === best) tied.push(player);
  }
  const winner = tied.length === 1 ? tied[0] : tied[draw(tied.length)];
  if (winner === undefined) throw new RangeError('A turn needs at least one eligible member.');
  winner.credit -= handedOut;
  winner.count += 1;
  return { ownerId: winner.ownerId, tied: tied.length };
};

/**
 * Who gets the next `turns` records: the carpool rule of Fagin and Williams (1983). For each record every eligible member
 * gains their part of {@link scale} by weight; the largest credit wins, ties are drawn uniformly; the winner pays back
 * exactly what was handed out, so that credits always sum to zero.
 *
 * With equal weights and everybody eligible this is HubSpot's rule: at random among those who have received the fewest.
 * For equal weights nobody's credit ever leaves plus or minus (n-1)/2 records, whoever is eligible when (Naor's bound, proven);
 * for other weights that is only tested.
 *
 * @param eligible who may get these records, with weights of at least 1
 * @param seed 32 hexadecimal digits; the same input and seed give the same picks
 * @returns one turn per record, in order, and the standings after the last
 * @throws RangeError if records are to be given and nobody is eligible
 */
export const pickOwners = (input: {
  standings: Standings;
  eligible: readonly Member[];
  turns: number;
  seed: string;
}): { turns: Turn[]; standings: Standings } => {
  const { standings, eligible, seed } = input;
  const draw = seededDraw(seed);
  const players = seat(eligible, standings);
  const handedOut = players.reduce((sum, { gain }) => sum + gain, 0);
  const turns = Array.from({ length: input.turns }, () => playTurn(players, handedOut, draw));
  const played = players.map(({ ownerId, credit, count }) => [ownerId, { credit, count }] as const);
  return {
    turns,
    standings: {
      ...standings,
      turns: standings.turns + turns.length,
      members: { ...standings.members, ...Object.fromEntries(played) },
    },
  };
};
