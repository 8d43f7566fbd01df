import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PropertyType, propertyTypes as types } from '../../../../lib/domain/record/property.ts';
import { isOwnerId, longestValue, parseValue } from '../../../../lib/domain/record/property-value.ts';
import { anyText } from '../../../support/any-text.ts';

const options = [
  { value: 'HIGH', label: 'Very high' },
  { value: 'LOW', label: 'Low' },
  { value: 'Low', label: 'Also low' },
  { value: 'a', label: 'Either' },
  { value: 'b', label: 'either' },
];
const parse = (type: PropertyType, raw: string) =>
  parseValue({ name: 'any', label: 'Any', type, unique: false, options }, raw);

/** Things that look like values of the types, and pieces of them put together anyhow. */
const likely = fc.oneof(
  anyText,
  fc.emailAddress(),
  fc.webUrl(),
  fc.domain(),
  fc.double().map(String),
  fc.bigInt().map(String),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc
    .array(
      fc.constantFrom('www.', 'a', 'É', 'İ', '.com', '.', '@', ':80', '/', '-', '1', 'e', '2026-02-28', 'T'),
    )
    .map((pieces) => pieces.join('')),
);

describe('parseValue', () => {
  it.each<[PropertyType, string, string]>([
    ['string', '  Ada  ', 'Ada'],
    ['string', ' a\nb ', 'a\nb'],
    ['email', ' Ada@Example.COM ', 'ada@example.com'],
    ['email', "o'brien+sales@mail.example.co.uk", "o'brien+sales@mail.example.co.uk"],
    ['email', 'jörg@müller.example', 'jörg@müller.example'],
    ['domain', 'https://www.Example.com/path?q=1#top', 'example.com'],
    ['domain', 'example.com:8080', 'example.com'],
    ['domain', 'example.com.', 'example.com'],
    ['domain', 'www.www.example.com', 'example.com'],
    ['domain', 'www.com', 'www.com'],
    ['domain', 'http://www.com.', 'www.com'],
    ['domain', 'müller.example', 'müller.example'],
    ['number', '007', '7'],
    ['number', '+1.50', '1.5'],
    ['number', '.5', '0.5'],
    ['number', '5.', '5'],
    ['number', '-0', '0'],
    ['number', '1E3', '1000'],
    ['number', '1e21', '1e+21'],
    ['date', '2024-02-29', '2024-02-29'],
    ['date', '2026-03-01T10:00:00+02:00', '2026-03-01T08:00:00.000Z'],
    ['date', '2026-03-01T10:00', '2026-03-01T10:00:00.000Z'],
    ['datetime', '2026-03-01T10:00:00+02:00', '2026-03-01T08:00:00.000Z'],
    ['datetime', '2026-03-01T10:00', '2026-03-01T10:00:00.000Z'],
    ['datetime', '2026-03-01', '2026-03-01T00:00:00.000Z'],
    ['datetime', '1772359200000', '2026-03-01T10:00:00.000Z'],
    ['bool', 'true', 'true'],
    ['bool', 'TRUE', 'true'],
    ['bool', ' Yes ', 'true'],
    ['bool', '1', 'true'],
    ['bool', 'False', 'false'],
    ['bool', 'no', 'false'],
    ['bool', '0', 'false'],
    ['enumeration', 'HIGH', 'HIGH'],
    ['enumeration', ' high ', 'HIGH'],
    ['enumeration', 'very HIGH', 'HIGH'],
    ['enumeration', 'Low', 'Low'],
    ['enumeration', 'low', 'LOW'],
    ['enumeration', 'B', 'b'],
    ['user', ' 9007199254740991 ', '9007199254740991'],
  ])('keeps the %s %j as %j', (type, raw, value) => {
    expect(parse(type, raw)).toEqual({ ok: true, value });
  });

  it.each<[PropertyType, string, string]>([
    ['email', 'ada', 'INVALID_EMAIL'],
    ['email', 'ada@localhost', 'INVALID_EMAIL'],
    ['email', 'ada@example..com', 'INVALID_EMAIL'],
    ['email', 'ada@bob@example.com', 'INVALID_EMAIL'],
    ['email', 'ada lovelace@example.com', 'INVALID_EMAIL'],
    ['email', 'Ada <ada@example.com>', 'INVALID_EMAIL'],
    ['email', 'a@b.co,c@d.co', 'INVALID_EMAIL'],
    ['email', `${'a'.repeat(250)}@b.co`, 'INVALID_EMAIL'],
    ['domain', 'localhost', 'INVALID_DOMAIN'],
    ['domain', 'exa mple.com', 'INVALID_DOMAIN'],
    ['domain', '-a.com', 'INVALID_DOMAIN'],
    ['domain', 'a@b.com', 'INVALID_DOMAIN'],
    ['domain', `${'a'.repeat(64)}.com`, 'INVALID_DOMAIN'],
    ['domain', 'https://', 'INVALID_DOMAIN'],
    ['number', '12 apples', 'COULD_NOT_PARSE_NUMBER'],
    ['number', '1,000', 'COULD_NOT_PARSE_NUMBER'],
    ['number', '0x10', 'COULD_NOT_PARSE_NUMBER'],
    ['number', '1e400', 'COULD_NOT_PARSE_NUMBER'],
    ['number', 'NaN', 'COULD_NOT_PARSE_NUMBER'],
    ['number', 'Infinity', 'COULD_NOT_PARSE_NUMBER'],
    ['number', '.', 'COULD_NOT_PARSE_NUMBER'],
    ['number', '٣', 'COULD_NOT_PARSE_NUMBER'],
    ['enumeration', 'Extreme', 'INVALID_ENUMERATION_OPTION'],
    ['enumeration', 'either', 'AMBIGUOUS_ENUMERATION_OPTION'],
    ['date', '2026-02-29', 'COULD_NOT_PARSE_DATE'],
    ['date', '2026-13-01', 'COULD_NOT_PARSE_DATE'],
    ['date', '01/02/2026', 'COULD_NOT_PARSE_DATE'],
    ['date', '2026-02-30T10:00:00Z', 'COULD_NOT_PARSE_DATE'],
    ['date', '2026-03-01T25:00:00Z', 'COULD_NOT_PARSE_DATE'],
    ['date', '9999-12-31T23:59:59-01:00', 'COULD_NOT_PARSE_DATE'],
    ['date', 'tomorrow', 'COULD_NOT_PARSE_DATE'],
    ['datetime', '2026-02-30T10:00:00Z', 'COULD_NOT_PARSE_DATE'],
    ['datetime', '01/02/2026', 'COULD_NOT_PARSE_DATE'],
    ['datetime', '12', 'COULD_NOT_PARSE_DATE'],
    ['bool', 'maybe', 'INVALID_BOOLEAN'],
    ['bool', 'constructor', 'INVALID_BOOLEAN'],
    ['user', 'ada@example.com', 'INVALID_OWNER_ID'],
    ['user', '0', 'INVALID_OWNER_ID'],
    ['user', '-5', 'INVALID_OWNER_ID'],
    ['user', '1.5', 'INVALID_OWNER_ID'],
    ['user', '9007199254740992', 'INVALID_OWNER_ID'],
    ['string', 'x'.repeat(longestValue + 1), 'INVALID_LENGTH'],
    ['email', 'x'.repeat(longestValue + 1), 'INVALID_LENGTH'],
  ])('refuses the %s %j with %s', (type, raw, code) => {
    expect(parse(type, raw)).toMatchObject({ ok: false, code });
  });

  it('keeps several options once each, in the order of their definition', () => {
    const several = { name: 'any', label: 'Any', type: 'enumeration', unique: false, options } as const;
    const parseSeveral = (raw: string) => parseValue({ ...several, multiple: true }, raw);
    expect(parseSeveral('b; LOW ;high;b;')).toEqual({ ok: true, value: 'HIGH;LOW;b' });
    expect(parseSeveral('b')).toEqual({ ok: true, value: 'b' });
    expect(parseSeveral('b;x')).toMatchObject({ ok: false, code: 'INVALID_ENUMERATION_OPTION' });
    expect(parseSeveral(';b')).toMatchObject({ ok: false, code: 'INVALID_ENUMERATION_OPTION' });
  });

  it('names only the first of many options', () => {
    const options = Array.from({ length: 1_000 }, (_, n) => ({ value: `value-${n}`, label: `Label ${n}` }));
    const refused = parseValue({ name: 'a', label: 'A', type: 'enumeration', unique: false, options }, 'x');
    expect(refused).toMatchObject({
      ok: false,
      message: expect.stringMatching(/value-19 and 980 others\.$/),
    });
  });

  it('calls true and false as the account does', () => {
    const answer = {
      name: 'any',
      label: 'Any',
      type: 'bool',
      unique: false,
      options: [
        { value: 'true', label: 'Ja' },
        { value: 'false', label: 'Nein' },
      ],
    } as const;
    expect(parseValue(answer, 'ja')).toEqual({ ok: true, value: 'true' });
    expect(parseValue(answer, 'NEIN')).toEqual({ ok: true, value: 'false' });
  });

  it('keeps a unique value short enough for a key', () => {
    const unique = { name: 'any', label: 'Any', type: 'string', unique: true } as const;
    expect(parseValue(unique, 'é'.repeat(512))).toMatchObject({ ok: true });
    expect(parseValue(unique, `${'é'.repeat(512)}a`)).toMatchObject({ ok: false, code: 'INVALID_LENGTH' });
  });

  it.each(types)('takes an empty or blank %s as a wish to clear it', (type) => {
    expect(parse(type, '')).toEqual({ ok: true, value: '' });
    expect(parse(type, ' \t\n')).toEqual({ ok: true, value: '' });
  });

  it('takes a value as long as HubSpot does, its blanks not counted', () => {
    expect(parse('string', ` ${'x'.repeat(longestValue)} `)).toMatchObject({ ok: true });
  });

  it.each(types)('parses a kept %s to itself', (type) => {
    fc.assert(
      fc.property(likely, (raw) => {
        const first = parse(type, raw);
        if (first.ok) expect(parse(type, first.value)).toEqual(first);
      }),
    );
  });

  it.each<[PropertyType, string]>([
    ['number', `${'1'.repeat(longestValue - 1)}x`],
    ['number', `1.${'1'.repeat(longestValue - 3)}x`],
    ['email', `${'a'.repeat(longestValue - 1)}@`],
    ['email', `a@${'a.'.repeat(longestValue / 2 - 2)}`],
    ['domain', 'a.'.repeat(longestValue / 2)],
    ['domain', `${'a+'.repeat(longestValue / 2 - 1)}:/`],
    ['domain', `${'www.'.repeat(longestValue / 4 - 1)}!`],
    ['date', `2026-01-01T${':1'.repeat(longestValue / 2 - 6)}`],
    ['user', '9'.repeat(longestValue)],
  ])('refuses a wrong %s as long as can be at once, by its beginning', (type, raw) => {
    const refused = parse(type, raw);
    expect(refused.ok).toBe(false);
    expect(JSON.stringify(refused).length).toBeLessThan(400);
  });
});

describe('isOwnerId', () => {
  it('takes every whole number from 1 to 2^53 - 1 as JSON and text have it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (id) => {
        expect(isOwnerId(String(id))).toBe(true);
      }),
    );
  });

  it('takes only what a number keeps digit by digit', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.bigInt().map(String)), (raw) => {
        if (isOwnerId(raw)) expect(String(Number(raw))).toBe(raw);
      }),
    );
  });
});
