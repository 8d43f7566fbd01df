import type { OwnerChange } from '../change.ts';
import type { ObjectType } from '../object-type.ts';
import { isToldSource, type ToldSource } from '../owner/notifications.ts';

/** What is told together: what one owner gained of one type in one run, from one source and by one actor. */
export type Occasion = {
  /** The bulk run, the enrollment or the job; of a write that belongs to none, the request. */
  runId: string;
  ownerId: string;
  objectType: ObjectType;
  source: ToldSource;
  actor: string;
};

/** That an owner was named in one property of one record. */
export type Gain = { changeId: string; recordId: string; property: string };

/** The occasion on which a change is told to the owner who gains by it; undefined if nobody is to hear of it. */
export const occasionOf = ({ objectType, toOwnerId, write }: OwnerChange): Occasion | undefined => {
  const { id, runId = id, source, actor, notify } = write;
  return notify && toOwnerId !== null && isToldSource(source)
    ? { runId, ownerId: toOwnerId, objectType, source, actor }
    : undefined;
};

export const gainOf = ({ changeId, recordId, property }: OwnerChange): Gain => ({
  changeId,
  recordId,
  property,
});

/** Gains that were noted together. `number` counts the entries of a notice, and `at` is when the newest of them was written. */
export type Entry = { number: number; at: string; gains: Gain[] };

/** The entries behind `told`, up to `upTo`. */
export type Part = { told: number; upTo: number };

const entriesOf = (entries: readonly Entry[], { told, upTo }: Part): Entry[] =>
  entries.filter(({ number }) => number > told && number <= upTo);

/**
 * The gains of a part that were not told before, in the order in which they were written, each once: a batch that came twice may have been cut
 * otherwise the second time.
 */
export const untoldGains = (entries: readonly Entry[], part: Part): Gain[] => {
  const before = entriesOf(entries, { told: 0, upTo: part.told });
  const known = new Set(before.flatMap(({ gains }) => gains.map(({ changeId }) => changeId)));
  const gains = entriesOf(entries, part).flatMap((entry) => entry.gains);
  const byId = new Map(gains.map((gain) => [gain.changeId, gain]));
  return [...byId.values()]
    .filter(({ changeId }) => !known.has(changeId))
    .sort((a, b) => (a.changeId < b.changeId ? -1 : 1));
};

/** When the newest gain of a part was written; empty if it has none. */
export const newestOf = (entries: readonly Entry[], part: Part): string =>
  entriesOf(entries, part)
    .map(({ at }) => at)
    .toSorted()
    .at(-1) ?? '';
