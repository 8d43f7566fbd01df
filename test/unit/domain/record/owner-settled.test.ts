import { describe, expect, it } from 'vitest';
import { companyOf, withOwnerSettled } from '../../../../lib/domain/record/owner-settled.ts';
import type { CrmRecord } from '../../../../lib/domain/record/record.ts';
import { aContact, aRecord, aWrite, changed, someTime } from '../../../support/builders.ts';

const later = '2026-03-02T09:00:00.000Z';

const rewritten = (before: CrmRecord, properties: CrmRecord['properties']): CrmRecord =>
  withOwnerSettled({ before, after: changed(before, { properties, lastWrite: aWrite({ at: later }) }) });

describe('the company of a contact', () => {
  it.each([
    ['a decimal id', { associatedcompanyid: '4711' }, '4711'],
    ['nothing', {}, null],
    ['a name', { associatedcompanyid: 'Example Ltd' }, null],
    ['more than an id can be', { associatedcompanyid: '1'.repeat(21) }, null],
  ])('is what it names, if that is %s', (_, properties, company) => {
    expect(companyOf(aContact({ properties }))).toBe(company);
  });

  it('is nothing that another type of record names', () => {
    expect(companyOf(aRecord('deals', { properties: { associatedcompanyid: '4711' } }))).toBeNull();
  });
});

describe('the time at which an owner was settled', () => {
  const settled = aContact({
    properties: { city: 'Graz', hubspot_owner_id: '7', associatedcompanyid: '4711' },
    ownerSettledAt: someTime,
  });

  it.each([
    ['another owner', { hubspot_owner_id: '8', associatedcompanyid: '4711' }, later],
    ['no owner any more', { associatedcompanyid: '4711' }, later],
    ['another company', { hubspot_owner_id: '7', associatedcompanyid: '4712' }, later],
    ['another city', { hubspot_owner_id: '7', associatedcompanyid: '4711', city: 'Bonn' }, someTime],
  ])('is that of the write that brings %s', (_, properties, at) => {
    expect(rewritten(settled, properties).ownerSettledAt).toBe(at);
  });

  it('is that of the creation, if the record is created with an owner or a company', () => {
    const created = (properties: CrmRecord['properties']) =>
      withOwnerSettled({ before: undefined, after: aContact({ properties }) }).ownerSettledAt;
    expect(created({ hubspot_owner_id: '7' })).toBe(someTime);
    expect(created({ associatedcompanyid: '4711' })).toBe(someTime);
    expect(created({ city: 'Graz' })).toBeUndefined();
  });

  it('is kept of contacts and companies only', () => {
    const created = (objectType: CrmRecord['objectType']) =>
      withOwnerSettled({
        before: undefined,
        after: aRecord(objectType, { properties: { hubspot_owner_id: '7' } }),
      });
    expect(created('companies').ownerSettledAt).toBe(someTime);
    expect(created('deals').ownerSettledAt).toBeUndefined();
    expect(created('tickets').ownerSettledAt).toBeUndefined();
  });
});
