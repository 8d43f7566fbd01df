import { type Backoff, indexShards, type Limits, latency, throttledBackoff } from './assumptions.ts';
import { type Chance, type Distribution, drawFrom } from './chance.ts';
import type { Process, Simulation } from './simulation.ts';
import { type TokenBucket, tokenBucket } from './token-bucket.ts';

/** An item that several write at a time: a counter, or the standings of a rotation. */
export type HotItem = { key: string; version: number; lockedUntil: number };

export const newHotItem = (key: string): HotItem => ({ key, version: 0, lockedUntil: 0 });

/** What a write takes of the limits: units by the name of what is limited. */
export type Draft = ReadonlyMap<string, number>;

export type WriteOutcome = 'DONE' | 'REFUSED' | 'THROTTLED';

/** DynamoDB as far as the model needs it. Counts every request and every one that was in vain. */
export type Database = {
  counts: { requests: number; retries: number; conflicts: number; throttled: number };
  read: (distribution: Distribution) => Process;
  /** A plain write, conditional on the version of a hot item if there is one; repeated by the SDK while it is throttled. */
  write: (draft: Draft, condition?: { item: HotItem; version: number }) => Process<'DONE' | 'REFUSED'>;
  /** A transaction of so many items, one of them hot. The SDK does not repeat it. */
  transact: (
    items: number,
    draft: Draft,
    condition: { item: HotItem; version: number },
  ) => Process<WriteOutcome>;
  /** What one record's new owner takes of the table and its index. */
  recordDraft: (units: 1 | 2) => Draft;
};

export const together = (...drafts: Draft[]): Draft => {
  const sum = new Map<string, number>();
  for (const draft of drafts) for (const [name, n] of draft) sum.set(name, (sum.get(name) ?? 0) + n);
  return sum;
};

/** How long to wait before the given attempt, the second being number 1. */
export const jitter = ({ baseMs, ceilingMs }: Backoff, attempt: number, chance: Chance): number =>
  chance() * Math.min(ceilingMs, baseMs * 2 ** attempt);

/** Names of limits that begin so are of a partition key, the others of a table or an index. */
const keyPrefix = 'key ';
export const partition = (name: string): string => `${keyPrefix}${name}`;

export const createDatabase = (simulation: Simulation, limits: Limits, chance: Chance): Database => {
  const { now } = simulation;
  const counts = { requests: 0, retries: 0, conflicts: 0, throttled: 0 };
  const buckets = new Map<string, TokenBucket>();
  const bucketOf = (name: string): TokenBucket => {
    const rate = name.startsWith(keyPrefix) ? limits.partitionKey : limits.table;
    const bucket = buckets.get(name) ?? tokenBucket(rate, now);
    buckets.set(name, bucket);
    return bucket;
  };
  const admitted = (draft: Draft): boolean => {
    const wanted = [...draft].map(([name, units]) => [bucketOf(name), units] as const);
    if (!wanted.every(([bucket, units]) => bucket.has(units))) return false;
    for (const [bucket, units] of wanted) bucket.take(units);
    return true;
  };
  const refuse = (outcome: 'REFUSED' | 'THROTTLED'): typeof outcome => {
    counts.retries += 1;
    if (outcome === 'REFUSED') counts.conflicts += 1;
    else counts.throttled += 1;
    return outcome;
  };
  /** Half of the time passes before it takes effect, half on the way back. */
  const request = function* (
    distribution: Distribution,
    effect: (halfMs: number) => WriteOutcome,
  ): Process<WriteOutcome> {
    counts.requests += 1;
    const half = drawFrom(distribution, chance) / 2;
    yield half;
    const outcome = effect(half);
    yield half;
    return outcome;
  };

  return {
    counts,
    *read(distribution) {
      yield* request(distribution, () => 'DONE');
    },
    *write(draft, condition) {
      for (let attempt = 1; ; attempt++) {
        const outcome = yield* request(latency.write, () => {
          if (!admitted(draft)) return refuse('THROTTLED');
          if (condition === undefined) return 'DONE';
          if (condition.item.version !== condition.version) return refuse('REFUSED');
          condition.item.version += 1;
          return 'DONE';
        });
        if (outcome !== 'THROTTLED') return outcome;
        yield jitter(throttledBackoff, attempt, chance);
      }
    },
    transact: (items, draft, { item, version }) =>
      request(latency.transactionOf(items), (half) => {
        if (!admitted(draft)) return refuse('THROTTLED');
        if (item.lockedUntil > now() || item.version !== version) return refuse('REFUSED');
        item.version += 1;
        item.lockedUntil = now() + half;
        return 'DONE';
      }),
    recordDraft: (units) =>
      new Map([
        ['Records', units],
        ['byOwner', 2],
        [partition(`byOwner none ${Math.floor(chance() * indexShards)}`), 1],
      ]),
  };
};
