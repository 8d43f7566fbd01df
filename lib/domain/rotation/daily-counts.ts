/** How many records each owner received from a rotation on which of their own days: by day `YYYY-MM-DD`, then by owner. */
export type DailyCounts = Record<string, Record<string, number>>;

/** Somebody's calendar day at some moment. */
export type OwnDay = { ownerId: string; day: string };

export const countOn = (counts: DailyCounts, { ownerId, day }: OwnDay): number => counts[day]?.[ownerId] ?? 0;

const millisecondsPerDay = 86_400_000;

/** Nobody's calendar is further behind than a day. */
const oldestDay = (at: string): string =>
  new Date(Date.parse(at) - millisecondsPerDay).toISOString().slice(0, 10);

/**
 * The counts with these records added, without the days that are over for everybody.
 *
 * @param received one entry per record, with the day of whoever received it
 * @param at the time of the decision, ISO 8601
 */
export const addReceived = (counts: DailyCounts, received: readonly OwnDay[], at: string): DailyCounts => {
  const oldest = oldestDay(at);
  const kept = Object.entries(counts).filter(([day]) => day >= oldest);
  const after: DailyCounts = Object.fromEntries(kept.map(([day, byOwner]) => [day, { ...byOwner }]));
  for (const { ownerId, day } of received) {
    const byOwner = after[day] ?? {};
    byOwner[ownerId] = (byOwner[ownerId] ?? 0) + 1;
    after[day] = byOwner;
  }
  return after;
};
