import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Invalid } from '../../../../lib/domain/errors.ts';
import { objectTypes } from '../../../../lib/domain/object-type.ts';
import {
  largestProperties,
  mergeProperties,
  missingOnCreate,
  parseProperties,
  tooLarge,
} from '../../../../lib/domain/record/properties.ts';
import { propertySet } from '../../../../lib/domain/record/property-set.ts';
import { ownerOf } from '../../../../lib/domain/record/record.ts';
import { uniqueKeysOf } from '../../../../lib/domain/record/unique-key.ts';
import { aContact, aContactOf } from '../../../support/builders.ts';

const properties = fc.dictionary(
  fc.constantFrom('email', 'firstname', 'city', '__proto__', 'constructor'),
  fc.constantFrom('', 'a', 'b', 'c'),
);

describe('mergeProperties', () => {
  it.each([
    ['adds what is new', { city: 'Bonn' }, { zip: '53111' }, { city: 'Bonn', zip: '53111' }],
    ['replaces what is given', { city: 'Bonn' }, { city: 'Graz' }, { city: 'Graz' }],
    ['drops what is emptied', { city: 'Bonn', zip: '53111' }, { city: '' }, { zip: '53111' }],
    ['does not mind clearing what is not there', { city: 'Bonn' }, { zip: '' }, { city: 'Bonn' }],
  ])('%s', (_, current, change, merged) => {
    expect(mergeProperties(current, change)).toEqual(merged);
  });

  it('gives the same when the same change is merged again, and never an empty value', () => {
    fc.assert(
      fc.property(properties, properties, (current, change) => {
        const once = mergeProperties(current, change);
        expect(mergeProperties(once, change)).toEqual(once);
        expect(Object.values(once)).not.toContain('');
      }),
    );
  });
});

describe('parseProperties', () => {
  it('keeps values as their types have them', () => {
    expect(parseProperties(propertySet('contacts'), { email: ' Ada@Example.com', city: '' })).toEqual({
      email: 'ada@example.com',
      city: '',
    });
  });

  it('names every property that is not there and every value that is wrong', () => {
    const raw = { email: 'ada', shoesize: '42', hubspot_owner_id: 'ada', firstname: 'Ada' };
    const refusal = (() => {
      try {
        return parseProperties(propertySet('contacts'), raw, 'inputs[2].properties');
      } catch (error) {
        return error;
      }
    })();
    expect(refusal).toBeInstanceOf(Invalid);
    expect(refusal).toMatchObject({
      problems: [
        { in: 'inputs[2].properties.email', code: 'INVALID_EMAIL' },
        { in: 'inputs[2].properties.shoesize', code: 'PROPERTY_DOESNT_EXIST' },
        { in: 'inputs[2].properties.hubspot_owner_id', code: 'INVALID_OWNER_ID' },
      ],
    });
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'Email'])(
    'knows no property %s',
    (name) => {
      const raw = Object.fromEntries([[name, 'x']]);
      expect(() => parseProperties(propertySet('contacts'), raw)).toThrow(Invalid);
    },
  );
});

describe('missingOnCreate', () => {
  it.each([
    ['contacts', { email: 'ada@example.com' }],
    ['contacts', { firstname: 'Ada' }],
    ['contacts', { lastname: 'Lovelace' }],
    ['companies', { name: 'Example' }],
    ['companies', { domain: 'example.com' }],
    ['deals', { dealname: 'Engine' }],
    ['tickets', { subject: 'Broken' }],
  ] as const)('lets %s be created with %j', (type, given) => {
    expect(missingOnCreate(type, given)).toBeUndefined();
  });

  it.each([
    ['contacts', { city: 'Bonn' }, 'A contact needs at least one of email, firstname, lastname.'],
    ['contacts', { email: '' }, 'A contact needs at least one of email, firstname, lastname.'],
    ['companies', {}, 'A company needs at least one of name, domain.'],
    ['deals', { amount: '5' }, 'A deal needs dealname.'],
    ['tickets', {}, 'A ticket needs subject.'],
  ] as const)('says what %s with %j lack', (type, given, message) => {
    expect(missingOnCreate(type, given)).toMatchObject({ message, in: 'properties' });
  });
});

describe('uniqueKeysOf', () => {
  it.each([
    ['contacts', { email: 'ada@example.com', city: 'Bonn' }, ['contacts#email#ada@example.com']],
    ['companies', { domain: 'example.com', name: 'Example' }, ['companies#domain#example.com']],
    ['contacts', { firstname: 'Ada' }, []],
    ['contacts', { email: '' }, []],
    ['deals', { dealname: 'Engine' }, []],
    ['tickets', { subject: 'Broken' }, []],
  ] as const)('has for %s with %j the keys %j', (type, given, keys) => {
    expect(uniqueKeysOf(propertySet(type), given)).toEqual(keys);
  });
});

describe('tooLarge', () => {
  it('counts bytes of UTF-8, names and values alike', () => {
    const fits = 'é'.repeat((largestProperties - 'city'.length) / 2);
    expect(tooLarge({ city: fits })).toBeUndefined();
    expect(tooLarge({ city: `${fits}a` })).toMatchObject({ in: 'properties', code: 'RECORD_TOO_LARGE' });
  });
});

describe('ownerOf', () => {
  it.each(objectTypes)('reads the owner of %s, and nobody from an absent or empty one', (objectType) => {
    expect(ownerOf({ ...aContactOf('7'), objectType })).toBe('7');
    expect(ownerOf({ ...aContact(), objectType })).toBeNull();
    expect(ownerOf(aContact({ objectType, properties: { hubspot_owner_id: '' } }))).toBeNull();
  });
});
