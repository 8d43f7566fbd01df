import fc from 'fast-check';

/** A value that stands for something that exists by the time it is sent: `@ownerId:17` is the 17th owner id that was seen. */
const token = (name: string, n: number): string => `@${name}:${n}`;
const tokenPattern = /^@(\w+):(\d+)$/;

/** What an answer calls an id, and what requests call it then. */
const namesOf: Readonly<Record<string, string>> = {
  members: 'ownerId',
  hubspot_owner_id: 'ownerId',
  userId: 'ownerId',
  primaryTeamId: 'teamId',
  secondaryTeamIds: 'teamId',
  teamIds: 'teamId',
  recordIds: 'recordId',
  property: 'propertyName',
};

/** What stands for something that may exist in a field of this name. */
export const knownFor = (field: string, kinds: readonly string[]): fc.Arbitrary<string> | undefined => {
  const kind = namesOf[field] ?? field;
  return kinds.includes(kind) ? fc.nat({ max: 200 }).map((n) => token(kind, n)) : undefined;
};

/** The ids, names and cursors that answers have shown so far. */
export type KnownIds = {
  learn(kind: string, value: unknown): void;
  /** The value with each token in it replaced by what it stands for; by a made-up id where nothing is known. */
  resolve<T>(value: T): T;
  kinds(): readonly string[];
};

/** @param first what is known before anything was asked */
export const knownIds = (first: Readonly<Record<string, readonly string[]>>): KnownIds => {
  const known = new Map(Object.entries(first).map(([kind, values]) => [kind, [...values]]));
  const resolve = (value: unknown): unknown => {
    if (typeof value === 'string') {
      const [, kind = '', n = '0'] = tokenPattern.exec(value) ?? [];
      if (kind === '') return value;
      const values = known.get(kind) ?? [];
      return values[Number(n) % Math.max(1, values.length)] ?? '404';
    }
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolve(each)]));
  };
  return {
    learn: (kind, value) => {
      if (typeof value !== 'string' || value === '') return;
      known.set(kind, [...new Set([...(known.get(kind) ?? []), value])]);
    },
    resolve: <T>(value: T) => resolve(value) as T,
    kinds: () => [...known.keys()],
  };
};
