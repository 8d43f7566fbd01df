import { describe, expect, it } from 'vitest';
import { canonicalSalesforceId, salesforceIdPattern } from '../../../../lib/domain/salesforce/user-id.ts';

describe('two spellings of a Salesforce id', () => {
  it.each([
    ['15 and 18 characters', 'a0D30000001n7Pi', 'a0D30000001n7PiEAI'],
    ['18 characters, and those in small letters', 'a0D30000001n7PiEAI', 'a0d30000001n7pieai'],
    ['18 characters, and those in capitals', 'a0D30000001n7PiEAI', 'A0D30000001N7PIEAI'],
    ['digits alone', '005000000000001', '005000000000001AAA'],
    ['an ending that fits no digits', '005XX0000012345', '005XX0000012345ABC'],
  ])('are one: %s', (_, one, other) => {
    expect(canonicalSalesforceId(one)).toBe(canonicalSalesforceId(other));
  });

  it('are two where the case of 15 characters differs', () => {
    expect(canonicalSalesforceId('a0D30000001n7Pi')).not.toBe(canonicalSalesforceId('a0D30000001n7pi'));
  });
});

it.each(['005', '0050000000000011', '005000000000001AA!', ''])('%j is no Salesforce id', (id) => {
  expect(salesforceIdPattern.test(id)).toBe(false);
});
