import { describe, expect, it } from 'vitest';
import {
  companySettledWrite,
  contactSettled,
  contactSettledWrite,
  isByCompanyOwnerRule,
  ownerPassedOn,
  passedOnWrite,
} from '../../../lib/domain/company-owner.ts';
import type { CrmRecord } from '../../../lib/domain/record/record.ts';
import { aRecord, aWrite, changed, someTime } from '../../support/builders.ts';

const company = (ownerId?: string): CrmRecord =>
  aRecord('companies', {
    properties: { name: 'Example', ...(ownerId === undefined ? {} : { hubspot_owner_id: ownerId }) },
  });
const contact = (properties: CrmRecord['properties']): CrmRecord => aRecord('contacts', { properties });
const ofOwner = (ownerId: string) => ({ hubspot_owner_id: ownerId });
const ofCompany = { associatedcompanyid: '4711' };

describe('the owner of a company', () => {
  it('goes on to its contacts with who is behind the change and when it was', () => {
    const before = company();
    const lastWrite = aWrite({ source: 'IMPORT', actor: 'bob@example.com', notify: false });
    const after = changed(before, { properties: ofOwner('7'), lastWrite });
    expect(ownerPassedOn({ before, after })).toEqual({
      companyId: before.id,
      ownerId: '7',
      version: 2,
      settledAt: `${someTime}#0000000002`,
      onlyUnowned: false,
      cause: { actor: 'bob@example.com', notify: false },
    });
  });

  it.each<[string, CrmRecord | undefined, (before: CrmRecord) => Partial<CrmRecord>]>([
    ['when it is created', undefined, () => ({ properties: ofOwner('7') })],
    ['when it stays the same', company('7'), () => ({ properties: { ...ofOwner('7'), name: 'Other' } })],
    ['when it is taken away', company('7'), () => ({ properties: {} })],
    ['when it is archived', company('7'), () => ({ properties: ofOwner('8'), archivedAt: someTime })],
  ])('goes nowhere %s', (_, before, change) => {
    const after = changed(before ?? company(), change(before ?? company()));
    expect(ownerPassedOn({ before, after })).toBeUndefined();
  });

  it('goes on only to who has none if it comes from a contact itself', () => {
    const before = company();
    const settled = contactSettled({ before: undefined, after: contact({ ...ofOwner('7'), ...ofCompany }) });
    if (settled === undefined) throw new Error('The contact has come to an owner.');
    const lastWrite = companySettledWrite(settled, someTime);
    const after = changed(before, { properties: ofOwner('7'), lastWrite });
    expect(ownerPassedOn({ before, after })?.onlyUnowned).toBe(true);
  });

  it('of two within a millisecond is the later one with the greater version', () => {
    const times = [9, 10].map((version) => {
      const before = company(String(version));
      const after = changed(before, { version, properties: ofOwner('7') });
      return ownerPassedOn({ before, after })?.settledAt ?? '';
    });
    expect(times).toEqual([...times].sort());
    expect(someTime < (times[0] ?? '')).toBe(true);
  });
});

describe('a contact', () => {
  it.each<[string, CrmRecord['properties'] | undefined, CrmRecord['properties'], string | null]>([
    ['is created in a company', undefined, ofCompany, null],
    ['is created in a company with an owner', undefined, { ...ofCompany, ...ofOwner('7') }, '7'],
    ['comes to a company', {}, ofCompany, null],
    ['comes to another company', { associatedcompanyid: '4712' }, ofCompany, null],
    ['comes to an owner', ofCompany, { ...ofCompany, ...ofOwner('7') }, '7'],
    ['comes to another owner', { ...ofCompany, ...ofOwner('8') }, { ...ofCompany, ...ofOwner('7') }, '7'],
  ])('is compared with its company when it %s', (_, was, is, ownerId) => {
    const before = was === undefined ? undefined : contact(was);
    const after = changed(before ?? contact({}), { properties: is, ownerSettledAt: someTime });
    expect(contactSettled({ before, after })).toMatchObject({
      contactId: after.id,
      companyId: '4711',
      ownerId,
      settledAt: someTime,
    });
  });

  it.each<[string, CrmRecord['properties'], Partial<CrmRecord>]>([
    ['loses its owner', { ...ofCompany, ...ofOwner('7') }, { properties: ofCompany }],
    ['leaves its company', ofCompany, { properties: {} }],
    ['changes otherwise', ofCompany, { properties: { ...ofCompany, city: 'Graz' } }],
    ['is in no company', {}, { properties: ofOwner('7') }],
    ['is archived', {}, { properties: { ...ofCompany, ...ofOwner('7') }, archivedAt: someTime }],
  ])('is not when it %s', (_, was, change) => {
    const before = contact(was);
    expect(contactSettled({ before, after: changed(before, change) })).toBeUndefined();
  });

  it('that has its owner from its company is not compared again', () => {
    const before = company();
    const passed = ownerPassedOn({ before, after: changed(before, { properties: ofOwner('7') }) });
    if (passed === undefined) throw new Error('The company has come to an owner.');
    const unowned = contact(ofCompany);
    const lastWrite = passedOnWrite(passed, unowned.id, someTime);
    const after = changed(unowned, { properties: { ...ofCompany, ...ofOwner('7') }, lastWrite });
    expect(contactSettled({ before: unowned, after })).toBeUndefined();
    expect(isByCompanyOwnerRule(lastWrite)).toBe(true);
    expect(lastWrite).toMatchObject({ source: 'WORKFLOW', runId: `company-owner-${before.id}-2` });
  });

  it('belongs to the import that brought it to its company, whatever it gets there', () => {
    const lastWrite = aWrite({ source: 'IMPORT', runId: 'import-1', notify: false });
    const settled = contactSettled({ before: undefined, after: { ...contact(ofCompany), lastWrite } });
    if (settled === undefined) throw new Error('The contact has come to a company.');
    expect(contactSettledWrite(settled, someTime)).toMatchObject({ runId: 'import-1', notify: false });
    expect(companySettledWrite(settled, someTime)).not.toHaveProperty('runId');
  });

  it('does not belong to a job that gave it to its owner: the job has counted what it did', () => {
    const lastWrite = aWrite({ source: 'BULK', runId: 'job-1' });
    const after = { ...contact({ ...ofCompany, ...ofOwner('7') }), lastWrite };
    const settled = contactSettled({ before: undefined, after });
    if (settled === undefined) throw new Error('The contact has come to an owner.');
    expect(contactSettledWrite(settled, someTime)).not.toHaveProperty('runId');
  });
});

it('what follows from a workflow says so, so that circles through workflows still end', () => {
  const workflow = { id: '5', enrollmentId: 'enrollment-1', hops: 3 };
  const lastWrite = aWrite({ source: 'WORKFLOW', workflow });
  const before = company();
  const passed = ownerPassedOn({ before, after: changed(before, { properties: ofOwner('7'), lastWrite }) });
  if (passed === undefined) throw new Error('The company has come to an owner.');
  expect(passedOnWrite(passed, '1', someTime)).toMatchObject({ workflow });
});
