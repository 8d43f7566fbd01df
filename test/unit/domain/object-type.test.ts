import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { objectTypes, ownerLabel, parseObjectType, singular } from '../../../lib/domain/object-type.ts';
import { anyText } from '../../support/any-text.ts';

describe('parseObjectType', () => {
  it.each([
    ['contacts', 'contacts'],
    ['contact', 'contacts'],
    ['0-1', 'contacts'],
    ['companies', 'companies'],
    ['company', 'companies'],
    ['0-2', 'companies'],
    ['deals', 'deals'],
    ['deal', 'deals'],
    ['0-3', 'deals'],
    ['tickets', 'tickets'],
    ['ticket', 'tickets'],
    ['0-5', 'tickets'],
    ['Contacts', 'contacts'],
    ['COMPANY', 'companies'],
  ])('takes %s for %s', (name, type) => {
    expect(parseObjectType(name)).toBe(type);
  });

  it.each(['', ' contacts', '0-4', 'contactses', '__proto__', 'constructor', 'toString', 'contacts#1'])(
    'knows no type %j',
    (name) => {
      expect(parseObjectType(name)).toBeUndefined();
    },
  );

  it('gives one of the four types or nothing, whatever it is asked', () => {
    fc.assert(
      fc.property(anyText, (name) => {
        expect([...objectTypes, undefined]).toContain(parseObjectType(name));
      }),
    );
  });
});

describe('the words for an object type', () => {
  it.each([
    ['contacts', 'contact', 'Contact owner'],
    ['companies', 'company', 'Company owner'],
    ['deals', 'deal', 'Deal owner'],
    ['tickets', 'ticket', 'Ticket owner'],
  ] as const)('has one of %s as a %s, with a %s', (type, one, label) => {
    expect(singular(type)).toBe(one);
    expect(ownerLabel(type)).toBe(label);
  });
});
