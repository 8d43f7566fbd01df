import fc from 'fast-check';
import { anyText } from '../any-text.ts';

const nested = (levels: number): unknown => JSON.parse(`${'[{"a":'.repeat(levels)}1${'}]'.repeat(levels)}`);

/** A value that is sent as nothing but a value: whoever logs it logs what they should not. */
export const markedValue = 'Marked Value 7f3a';

/** Texts that have broken programs before. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\udc00x',
    '\ufeffa',
    '\u202etxt',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '../../etc/passwd',
    '%00',
    '%2e%2e%2f',
    "' OR 1=1 --",
    '#',
    'contacts#1',
    '*',
    '-',
    '-1',
    '0',
    '00',
    '9'.repeat(20),
    '9007199254740993',
    '1e400',
    'NaN',
    'null',
    '😀'.repeat(100),
  ),
  anyText,
);

/** Made once: requests are kept until they are tried again. */
const largeValues = [
  ...[70_000, 400_000, 1_000_000].map((length) => 'x'.repeat(length)),
  ...[1_001, 10_000, 10_001].map((length) => Array.from({ length }, (_, n) => String(n))),
  ...[10, 30, 40, 200].map(nested),
];

const large: fc.Arbitrary<unknown> = fc.constantFrom(...largeValues);

/** Anything that JSON can say, hostile things more often than plain ones. */
export const junk: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  {
    weight: 4,
    arbitrary: fc.constantFrom<unknown>(
      markedValue,
      null,
      true,
      false,
      0,
      -1,
      -0,
      0.5,
      1e308,
      2 ** 53,
      2 ** 53 + 2,
      [],
      {},
      [[]],
      [null],
    ),
  },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: large },
);

const fieldName = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'id', 'version', '', 'a.b', 'a[0]'),
  fc.string(),
  fc.constant('k'.repeat(100_000)),
);

type Change = { kind: 'replace' | 'remove' | 'add' | 'repeat'; place: number; value: unknown; name: string };

const placesIn = (value: unknown, path: readonly PropertyKey[] = []): PropertyKey[][] =>
  typeof value !== 'object' || value === null
    ? [[...path]]
    : [
        [...path],
        ...Object.entries(value).flatMap(([key, each]) =>
          placesIn(each, [...path, Array.isArray(value) ? Number(key) : key]),
        ),
      ];

const withEntry = (target: object, key: PropertyKey, value: unknown): object =>
  Array.isArray(target) ? target.with(Number(key), value) : { ...target, [key]: value };

/** Defines, so that `__proto__` becomes a field like any other. */
const withField = (target: object, name: string, value: unknown): object =>
  Object.defineProperty({ ...target }, name, { value, enumerable: true });

/** What is large already would take gigabytes. */
const timesOf = (target: unknown): number => (JSON.stringify(target).length > 1_000 ? 2 : 1_200);

const changedHere = (target: unknown, { kind, value, name }: Change): unknown => {
  if (kind === 'repeat') return Array.from({ length: timesOf(target) }, () => target);
  return kind === 'add' && typeof target === 'object' && target !== null && !Array.isArray(target)
    ? withField(target, name, value)
    : value;
};

const without = (target: object, key: PropertyKey): unknown =>
  Array.isArray(target)
    ? target.toSpliced(Number(key), 1)
    : Object.fromEntries(Object.entries(target).filter(([name]) => name !== key));

const changedAt = (target: unknown, [key, ...rest]: readonly PropertyKey[], change: Change): unknown => {
  if (key === undefined || typeof target !== 'object' || target === null) return changedHere(target, change);
  if (rest.length === 0 && change.kind === 'remove') return without(target, key);
  return withEntry(target, key, changedAt((target as Record<PropertyKey, unknown>)[key], rest, change));
};

const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom('replace', 'remove', 'add', 'repeat'),
  place: fc.nat(),
  value: junk,
  name: fieldName,
});

/** Values of an arbitrary as they come, or with one to three things in them that are wrong. */
export const mutated = (values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 2, arbitrary: values },
    {
      weight: 3,
      arbitrary: fc.tuple(values, fc.array(change, { minLength: 1, maxLength: 3 })).map(([value, changes]) =>
        changes.reduce<unknown>((now, one) => {
          const places = placesIn(now);
          return changedAt(now, places[one.place % places.length] ?? [], one);
        }, value),
      ),
    },
  );
