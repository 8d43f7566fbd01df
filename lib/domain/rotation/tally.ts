/** How a member of a simulation fares, turn by turn. */
export type Tally = {
  ownerId: string;
  weight: number;
  count: number;
  /** The sum of their parts by weight of the records in whose turns they took part. */
  share: number;
  /** The furthest that the count was from the share after any turn. */
  deviation: number;
  /** How many records went to others since their last, while they took part; null before their first. */
  waited: number | null;
  longestWait: number | null;
};

export const newTally = ({ ownerId, weight }: Pick<Tally, 'ownerId' | 'weight'>): Tally => ({
  ownerId,
  weight,
  count: 0,
  share: 0,
  deviation: 0,
  waited: null,
  longestWait: null,
});

/** The larger of two numbers, of which either may be none. */
export const larger = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.max(one, other);

/** Counts one turn in the tallies of those who took part in it. */
export const countTurn = (present: readonly Tally[], winnerId: string): void => {
  const total = present.reduce((sum, { weight }) => sum + weight, 0);
  for (const tally of present) {
    tally.share += tally.weight / total;
    if (tally.ownerId === winnerId) {
      tally.count += 1;
      tally.longestWait = larger(tally.longestWait, tally.waited);
      tally.waited = 0;
    } else if (tally.waited !== null) tally.waited += 1;
    tally.deviation = Math.max(tally.deviation, Math.abs(tally.count - tally.share));
  }
};
