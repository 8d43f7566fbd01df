import { describe, expect, it } from 'vitest';
import type { Gain, Occasion } from '../../../../lib/domain/notification/gain.ts';
import {
  composeNotification,
  type Notification,
  recordsToName,
} from '../../../../lib/domain/notification/notification.ts';
import {
  notificationSubject,
  notificationText,
} from '../../../../lib/domain/notification/notification-text.ts';
import type { ToldSource } from '../../../../lib/domain/owner/notifications.ts';
import type { CrmRecord } from '../../../../lib/domain/record/record.ts';
import { recordName } from '../../../../lib/domain/record/record-name.ts';
import { anOwner, aRecord, someTime } from '../../../support/builders.ts';

const occasion: Occasion = {
  runId: 'run-1',
  ownerId: '7',
  objectType: 'contacts',
  source: 'BULK',
  actor: 'bob@example.com',
};

const gains = (count: number, property = 'hubspot_owner_id'): Gain[] =>
  Array.from({ length: count }, (_, n) => ({ changeId: `c${n}${property}`, recordId: `r${n}`, property }));

const compose = (of: Gain[], records: CrmRecord[] = [], fields: Partial<Occasion> = {}): Notification =>
  composeNotification({
    id: 'n1',
    occasion: { ...occasion, ...fields },
    owner: anOwner({ id: '7', email: 'ada@example.com' }),
    at: someTime,
    gains: of,
    records: new Map(records.map((record) => [record.id, record])),
  });

describe('what people call a record', () => {
  it.each([
    ['Ada Lovelace', aRecord('contacts', { properties: { firstname: 'Ada', lastname: 'Lovelace' } })],
    ['Lovelace', aRecord('contacts', { properties: { lastname: 'Lovelace', email: 'a@example.com' } })],
    ['a@example.com', aRecord('contacts', { properties: { email: 'a@example.com' } })],
    ['Acme', aRecord('companies', { properties: { name: 'Acme', domain: 'acme.example' } })],
    ['acme.example', aRecord('companies', { properties: { domain: 'acme.example' } })],
    ['Big one', aRecord('deals', { properties: { dealname: 'Big one' } })],
    ['Help', aRecord('tickets', { properties: { subject: 'Help' } })],
    [undefined, aRecord('tickets')],
  ])('is %s', (name, record) => {
    expect(recordName(record)).toBe(name);
  });
});

describe('a notification', () => {
  it('counts records, and names the first twenty', () => {
    const notification = compose(gains(500));
    expect(notification.count).toBe(500);
    expect(notification.records.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, n) => `r${n}`));
    expect(recordsToName(gains(500))).toHaveLength(20);
  });

  it('counts a record once that names the owner in two properties', () => {
    const notification = compose([...gains(2), ...gains(1, 'account_manager')]);
    expect(notification).toMatchObject({
      count: 2,
      properties: ['hubspot_owner_id', 'account_manager'],
      records: [
        { id: 'r0', properties: ['hubspot_owner_id', 'account_manager'] },
        { id: 'r1', properties: ['hubspot_owner_id'] },
      ],
    });
  });

  it('stays small, whatever records and actors are called, and in however many properties', () => {
    const properties = Array.from({ length: 300 }, (_, n) => `p${n}`.padEnd(100, 'x'));
    const many = properties.flatMap((property) => gains(30, property));
    const name = '😀'.repeat(30_000);
    const records = gains(30).map(({ recordId: id }) =>
      aRecord('contacts', { id, properties: { firstname: name } }),
    );
    const notification = compose(many, records, { actor: name });
    expect(notification.records[0]?.name?.isWellFormed()).toBe(true);
    const whole = JSON.stringify({
      default: JSON.stringify(notification),
      email: notificationText(notification),
    });
    expect(Buffer.byteLength(whole)).toBeLessThan(100 * 1_024);
    expect(notificationSubject(notification).length).toBeLessThanOrEqual(100);
  });
});

describe('the text of a notification', () => {
  it('says what was gained, and names it without a link', () => {
    const record = aRecord('contacts', { id: 'r0', properties: { firstname: 'Alan', lastname: 'Turing' } });
    const notification = compose(gains(22), [record]);
    expect(notificationSubject(notification)).toBe('You were given 22 contacts');
    const text = notificationText(notification);
    expect(text.split('\n').slice(0, 6)).toEqual([
      'Hello Ada Lovelace,',
      '',
      'bob@example.com gave you 22 contacts in bulk.',
      '',
      '- Alan Turing (r0)',
      '- r1',
    ]);
    expect(text).toContain('and 2 others.');
    expect(text).toContain('It goes back to bob@example.com: 2026-03-01 09:00:00 UTC, run run-1.');
    expect(text).not.toMatch(/https?:/);
  });

  it.each<[ToldSource, string]>([
    ['API', 'bob@example.com gave you 1 deal.'],
    ['BULK', 'bob@example.com gave you 1 deal in bulk.'],
    ['ROTATION', 'A rotation gave you 1 deal.'],
    ['WORKFLOW', 'A workflow gave you 1 deal.'],
    ['SALESFORCE', 'You were given 1 deal in Salesforce.'],
    ['UNDO', 'bob@example.com undid a change: you have 1 deal back.'],
  ])('tells a gain from %s as: %s', (source, sentence) => {
    expect(notificationText(compose(gains(1), [], { source, objectType: 'deals' }))).toContain(sentence);
  });

  it('says in which property the owner is named, if it is not the owner of the record', () => {
    const notification = compose(gains(3, 'account_manager'));
    expect(notificationSubject(notification)).toBe('You were given 3 contacts as account_manager');
  });
});
