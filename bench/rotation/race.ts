import type { Contender } from './contender.ts';

/** How often the designs take turns on the machine. */
const rounds = 5;

/**
 * Lets the contenders do the same work in slices, one after the other and in reverse order every other round, so that what else the
 * machine does befalls them alike.
 *
 * @param onRound called with the share that is done
 * @returns how long each worked, in seconds, in the order given
 */
export const race = async (
  contenders: readonly Contender[],
  records: number,
  onRound: (share: number) => void,
): Promise<number[]> => {
  const seconds = contenders.map(() => 0);
  const timed = async (place: number, work: () => Promise<unknown>): Promise<void> => {
    const began = performance.now();
    await work();
    seconds[place] = (seconds[place] ?? 0) + (performance.now() - began) / 1_000;
  };
  for (const [place, contender] of contenders.entries()) await timed(place, contender.begin);
  for (let round = 1; round <= rounds; round++) {
    const to = Math.ceil((records * round) / rounds);
    const inTurn = [...contenders.entries()];
    if (round % 2 === 0) inTurn.reverse();
    for (const [place, contender] of inTurn) await timed(place, () => contender.advance(to));
    onRound(round / rounds);
  }
  return seconds;
};
