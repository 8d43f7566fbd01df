import {
  type Adversary,
  adversaries,
  creditsOf,
  membersOf,
  newGame,
} from '../../test/support/carpool-game.ts';
import { drawsOf } from '../../test/support/draws.ts';

/** How far credits came from zero among so many members, in records. */
export type WorstCredits = {
  members: number;
  weights: 'equal' | '1 to 100';
  /** (n-1)/2, which is proven. */
  bound: number;
  /** With each member there seven times in ten, at random. */
  atRandom: number;
  byAdversary: number;
  /** Which of the adversaries brought that about. */
  adversary: string;
};

const randomTurns = 30_000;
const adversaryTurns = 4_000;

const worstOf = (
  weights: readonly number[],
  { adversary, turns, seed }: { adversary: Adversary; turns: number; seed: number },
): number => {
  const draw = drawsOf(seed, 'game');
  const game = newGame(membersOf(weights), draw);
  let worst = 0;
  for (let turn = 0; turn < turns; turn++) {
    const called = adversary(game, draw);
    if (called.length === 0) continue;
    game.play(called);
    for (const credit of creditsOf(game)) worst = Math.max(worst, Math.abs(credit));
  }
  return worst;
};

/** Plays long games among so many, with chance and then each adversary deciding who takes part. */
export const worstCredits = (
  members: number,
  weights: WorstCredits['weights'],
  seed: number,
): WorstCredits => {
  const draw = drawsOf(seed, `weights of ${members}`);
  const drawn = Array.from({ length: members }, () => (weights === 'equal' ? 1 : 1 + draw(100)));
  const { 'calls anybody': atRandom, ...others } = adversaries;
  const found = Object.entries(others).map(([name, adversary]) => ({
    name,
    worst: worstOf(drawn, { adversary, turns: adversaryTurns, seed }),
  }));
  const [first] = found.toSorted((one, other) => other.worst - one.worst);
  return {
    members,
    weights,
    bound: (members - 1) / 2,
    atRandom: worstOf(drawn, { adversary: atRandom, turns: randomTurns, seed }),
    byAdversary: first?.worst ?? 0,
    adversary: first?.name ?? '',
  };
};
