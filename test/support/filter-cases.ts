import fc from 'fast-check';
import type { Filter, FilterGroup } from '../../lib/domain/filter/filter.ts';
import { operatorsOf } from '../../lib/domain/filter/kinds.ts';
import { kindOfProperty } from '../../lib/domain/filter/system-properties.ts';
import { type PropertySet, propertySet } from '../../lib/domain/record/property-set.ts';

/** An object type with a property of every type that HubSpot's own deals do not have. */
export const caseSet: PropertySet = propertySet('deals', [
  { name: 'work_email', label: 'Work e-mail', type: 'email', unique: false },
  {
    name: 'size',
    label: 'Size',
    type: 'enumeration',
    unique: false,
    options: ['SMALL', 'Large', 'extra large'].map((value) => ({ value, label: `Size ${value}` })),
  },
  {
    name: 'colours',
    label: 'Colours',
    type: 'enumeration',
    unique: false,
    multiple: true,
    options: ['red', 'green', 'dark red'].map((value) => ({ value, label: value })),
  },
  { name: 'signed', label: 'Signed', type: 'bool', unique: false },
  { name: 'signed_at', label: 'Signed at', type: 'datetime', unique: false },
]);

export const caseTypes = {
  dealname: 'string',
  work_email: 'email',
  amount: 'number',
  closedate: 'date',
  createdate: 'datetime',
  hs_object_id: 'id',
  size: 'enumeration',
  hubspot_owner_id: 'user',
  colours: 'choices',
  signed: 'bool',
  signed_at: 'datetime',
} as const;

type CaseName = keyof typeof caseTypes;

const words = [
  'Ada',
  'ada',
  'ADA',
  'Straße',
  'ÉCOLE',
  'e\u0301cole',
  'ОЛЬГА',
  'ольга',
  'O’Neil',
  '数据',
  '12',
  'x',
];
const text = fc
  .array(fc.tuple(fc.constantFrom(...words), fc.constantFrom(' ', '-', '.', ', ', '/', '@')), {
    minLength: 1,
    maxLength: 3,
  })
  .map((parts) => parts.flat().join('').trim());
const day = fc.constantFrom('2026-02-28', '2026-03-01', '2024-02-29', '1969-12-31', '2026-10-25');
const time = fc.constantFrom('T00:00:00.000Z', 'T23:59:59.999Z', 'T12:00:00.000Z');
const instant = fc.tuple(day, time).map((parts) => parts.join(''));
const id = fc.constantFrom('9', '10', '1000000000000000001', '1000000000000000002', '1999999999999999999');

/** What records hold, as writes leave it. */
const stored: Record<CaseName, fc.Arbitrary<string>> = {
  dealname: text,
  work_email: fc.constantFrom('ada@example.com', 'grace@mail.example.com', 'ada@example.community'),
  amount: fc.constantFrom('0', '5', '10', '-3.5', '1e+21', '0.1'),
  closedate: day,
  createdate: instant,
  hs_object_id: id,
  size: fc.constantFrom('SMALL', 'Large', 'extra large'),
  hubspot_owner_id: fc.constantFrom('1', '42', '9007199254740991'),
  colours: fc.constantFrom('red', 'green', 'red;green', 'red;green;dark red', 'dark red'),
  signed: fc.constantFrom('true', 'false'),
  signed_at: instant,
};

const milliseconds = fc.oneof(day, instant).map((moment) => String(Date.parse(moment)));

/** What filters ask for, in all the ways in which it may be written. */
const wanted: Record<CaseName, fc.Arbitrary<string>> = {
  dealname: text,
  work_email: fc.constantFrom('ada@example.com', 'ADA@Example.com', 'nobody', 'grace@mail.example.com'),
  amount: fc.constantFrom('0', '-0', '5.0', ' 10 ', '1e1', '-3.5', '.1', '1e21'),
  closedate: fc.oneof(day, instant, milliseconds),
  createdate: fc.oneof(day, instant, milliseconds),
  hs_object_id: id,
  size: fc.constantFrom('small', 'SMALL', 'large', 'Extra Large'),
  hubspot_owner_id: stored.hubspot_owner_id,
  colours: fc.constantFrom('red', 'Green; red', 'DARK RED', 'red;green;dark red'),
  signed: fc.constantFrom('TRUE', 'false', 'true'),
  signed_at: fc.oneof(day, instant, milliseconds),
};

const pattern = fc.constantFrom(
  '*',
  'ad*',
  '*a',
  '*D*',
  'a*a',
  '*@example.com',
  'ada@*',
  'e*ole',
  'ада *',
  'ada grace',
  'example.com',
  '*a*a*',
  '数*',
);

const filterOn = (name: CaseName): fc.Arbitrary<Filter> =>
  fc
    .constantFrom(...operatorsOf(kindOfProperty(caseSet, name) ?? 'text'))
    .chain((operator): fc.Arbitrary<Filter> => {
      const base = { propertyName: name, operator };
      const value = wanted[name];
      switch (operator) {
        case 'HAS_PROPERTY':
        case 'NOT_HAS_PROPERTY':
          return fc.constant(base);
        case 'BETWEEN':
          return fc.tuple(value, value).map(([low, high]) => ({ ...base, value: low, highValue: high }));
        case 'IN':
        case 'NOT_IN':
          return fc.array(value, { minLength: 1, maxLength: 3 }).map((values) => ({ ...base, values }));
        case 'CONTAINS_TOKEN':
        case 'NOT_CONTAINS_TOKEN':
          return (kindOfProperty(caseSet, name) === 'text' ? fc.oneof(pattern, value) : value).map(
            (words) => ({ ...base, value: words }),
          );
        default:
          return value.map((one) => ({ ...base, value: one }));
      }
    });

const names = Object.keys(caseTypes) as CaseName[];

/** Filters that `filterProblems` lets through. */
export const anyGroups: fc.Arbitrary<FilterGroup[]> = fc.array(
  fc.record({
    filters: fc.array(fc.constantFrom(...names).chain(filterOn), { minLength: 1, maxLength: 3 }),
  }),
  { maxLength: 3 },
);

const absentOr = (value: fc.Arbitrary<string>): fc.Arbitrary<string | undefined> =>
  fc.oneof({ weight: 4, arbitrary: value }, fc.constant(''), fc.constant(undefined));

/** Properties of a record, some absent and some empty. */
export const anyProperties: fc.Arbitrary<Record<string, string>> = fc
  .tuple(...names.map((name) => absentOr(stored[name]).map((value) => [name, value] as const)))
  .map((entries) =>
    Object.fromEntries(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
  );
