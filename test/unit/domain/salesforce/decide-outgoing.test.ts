import { describe, expect, it } from 'vitest';
import type { OwnerChange } from '../../../../lib/domain/change.ts';
import {
  concernsSalesforce,
  decideOutgoing,
  outgoingChange,
} from '../../../../lib/domain/salesforce/decide-outgoing.ts';
import { rotationWarnings } from '../../../../lib/domain/salesforce/sync.ts';
import { newEntry, type SyncedOwner } from '../../../../lib/domain/salesforce/synced-owner.ts';
import { defaultSettings, type Settings } from '../../../../lib/domain/settings.ts';
import { anOwner, aWrite } from '../../../support/builders.ts';

const change = (fields: Partial<OwnerChange> = {}): OwnerChange => ({
  changeId: 'c1',
  objectType: 'contacts',
  recordId: '1',
  property: 'hubspot_owner_id',
  fromOwnerId: null,
  toOwnerId: '7',
  recordVersion: 5,
  write: aWrite({ source: 'ROTATION', runId: 'run-1' }),
  ...fields,
});

const syncing = (enabled: boolean, ...objectTypes: Settings['salesforceSync']['objectTypes']): Settings => ({
  ...defaultSettings,
  salesforceSync: { enabled, objectTypes },
});

describe('Salesforce hears of a change', () => {
  it.each([
    ['of an owner of a synced object type', change(), syncing(true, 'contacts'), true],
    ['not of another object type', change(), syncing(true, 'deals'), false],
    ['not while sync is off', change(), syncing(false, 'contacts'), false],
    ['not of another property', change({ property: 'account_manager' }), syncing(true, 'contacts'), false],
    [
      'not of what came from there',
      change({ write: aWrite({ source: 'SALESFORCE' }) }),
      syncing(true, 'contacts'),
      false,
    ],
  ])('%s', (_, each, settings, expected) => {
    expect(concernsSalesforce(settings, each)).toBe(expected);
  });
});

describe('a change that is to be told', () => {
  const entry = (fields: Partial<SyncedOwner>): SyncedOwner => ({
    ...newEntry({ objectType: 'contacts', id: '1' }),
    version: 1,
    ...fields,
  });

  it('is told, and kept as what is known of this side', () => {
    expect(decideOutgoing(undefined, change())).toMatchObject({
      tell: true,
      entry: { version: 1, rota: { ownerId: '7', recordVersion: 5 }, toldVersion: 5 },
    });
  });

  it('is told again when it comes again, and nothing is kept anew', () => {
    expect(decideOutgoing(entry({ toldVersion: 5 }), change())).toEqual({ tell: true });
  });

  it('is not told once a later one has been, or Salesforce has moved on', () => {
    expect(decideOutgoing(entry({ toldVersion: 6 }), change())).toEqual({ tell: false });
  });

  it('does not take back what is known of a later version', () => {
    const rota = { ownerId: '8', recordVersion: 9 };
    expect(decideOutgoing(entry({ rota, toldVersion: 4 }), change()).entry).toMatchObject({
      rota,
      toldVersion: 5,
    });
  });
});

describe('what Salesforce is told', () => {
  it('names the user there of the owner, and the change by which it is known again', () => {
    const owner = anOwner({ id: '7', salesforceUserId: 'a0D30000001n7PiEAI' });
    expect(outgoingChange(change(), owner)).toEqual({
      changeId: 'c1',
      objectType: 'contacts',
      recordId: '1',
      recordVersion: 5,
      changedAt: change().write.at,
      previousOwnerId: null,
      ownerId: '7',
      salesforceUserId: 'a0D30000001n7PiEAI',
      source: 'ROTATION',
      actor: 'ada@example.com',
      runId: 'run-1',
      warnings: [],
    });
  });

  it.each([
    ['an owner without a user there', '7', anOwner({ id: '7' }), ['OWNER_HAS_NO_SALESFORCE_USER']],
    ['an owner who is gone', '7', undefined, ['OWNER_HAS_NO_SALESFORCE_USER']],
    ['nobody', null, undefined, []],
  ])('names nobody for %s', (_, toOwnerId, owner, codes) => {
    const told = outgoingChange(change({ toOwnerId }), owner);
    expect(told.salesforceUserId).toBeNull();
    expect(told.warnings.map(({ code }) => code)).toEqual(codes);
  });
});

describe('a rotation', () => {
  it.each([
    ['of a synced object type warns', 'hubspot_owner_id', syncing(true, 'contacts'), ['SALESFORCE_SYNC']],
    ['of another object type does not', 'hubspot_owner_id', syncing(true, 'deals'), []],
    ['of another property does not', 'account_manager', syncing(true, 'contacts'), []],
    ['does not while sync is off', 'hubspot_owner_id', syncing(false, 'contacts'), []],
  ])('%s', (_, property, settings, codes) => {
    const warnings = rotationWarnings(settings, { objectType: 'contacts', property });
    expect(warnings.map(({ code }) => code)).toEqual(codes);
  });
});
