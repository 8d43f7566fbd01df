import { describe, expect, it } from 'vitest';
import type { Owner } from '../../../../lib/domain/owner/owner.ts';
import { candidatesOf } from '../../../../lib/domain/rotation/eligibility.ts';
import type { Pool, Rotation } from '../../../../lib/domain/rotation/rotation.ts';
import { anOwner, aRotationAmong, someTime } from '../../../support/builders.ts';

const owner = (id: string, fields: Partial<Owner> = {}): Owner =>
  anOwner({ id, objectAccess: ['contacts'], ...fields });

const rotation = (pool: Pool): Rotation => aRotationAmong([], { pool });

const named = (...ids: string[]): Rotation =>
  rotation({ kind: 'owners', members: ids.map((ownerId) => ({ ownerId, weight: 1 })) });

const reasons = (
  of: Rotation,
  everybody: Owner[],
  subscriptionPurchasedOn: string | null = null,
): Record<string, string[]> =>
  Object.fromEntries(
    candidatesOf(of, {
      everybody,
      seatRule: { subscriptionPurchasedOn },
      daily: {},
      at: someTime,
    }).map((candidate) => [candidate.ownerId, candidate.reasons]),
  );

describe('candidatesOf', () => {
  it.each<[string, Partial<Owner>, string[]]>([
    ['an active owner with access takes part', {}, []],
    ['a deactivated owner does not', { active: false }, ['DEACTIVATED']],
    [
      'an owner without access to the object type does not',
      { objectAccess: ['deals'] },
      ['NO_OBJECT_ACCESS'],
    ],
  ])('%s', (_, fields, expected) => {
    expect(reasons(named('10'), [owner('10', fields)])).toEqual({ '10': expected });
  });

  it('counts a member who is not known as deactivated', () => {
    expect(reasons(named('99'), [owner('10')])).toEqual({ '99': ['DEACTIVATED'] });
  });

  it('gives every reason that holds', () => {
    const everybody = [owner('10', { objectAccess: [] })];
    expect(reasons(named('10'), everybody, '2020-05-01')).toEqual({
      '10': ['NO_OBJECT_ACCESS', 'NO_PAID_SEAT'],
    });
  });

  it.each<[string, Owner['seat'], string | null, string[]]>([
    ['asks for no seat while no purchase date is set', 'NONE', null, []],
    ['asks for a paid seat after 2018-11-01', 'NONE', '2018-11-02', ['NO_PAID_SEAT']],
    ['does not take a view-only seat for a paid one', 'VIEW_ONLY', '2018-11-02', ['NO_PAID_SEAT']],
    ['does not take a core seat for a paid one', 'CORE', '2018-11-02', ['NO_PAID_SEAT']],
    ['takes a Sales Professional seat', 'SALES_PROFESSIONAL', '2018-11-02', []],
    ['takes a Service Enterprise seat', 'SERVICE_ENTERPRISE', '2018-11-02', []],
  ])('%s', (_, seat, boughtOn, expected) => {
    expect(reasons(named('10'), [owner('10', { seat })], boughtOn)).toEqual({ '10': expected });
  });

  it.each<[string, string, string[]]>([
    ['bought before 2018-11-01, a colleague with a paid seat on the team is enough', '2018-10-31', []],
    ['bought on 2018-11-01, it still is', '2018-11-01', []],
    ['bought after, it no longer is', '2018-11-02', ['NO_PAID_SEAT']],
  ])('%s', (_, boughtOn, expected) => {
    const everybody = [
      owner('10', { primaryTeamId: '7' }),
      owner('11', { seat: 'SALES_ENTERPRISE', secondaryTeamIds: ['7'] }),
    ];
    expect(reasons(named('10'), everybody, boughtOn)).toEqual({ '10': expected });
  });

  it('does not let a deactivated colleague’s seat count', () => {
    const everybody = [
      owner('10', { primaryTeamId: '7' }),
      owner('11', { seat: 'SALES_ENTERPRISE', primaryTeamId: '7', active: false }),
    ];
    expect(reasons(named('10'), everybody, '2018-01-01')).toEqual({ '10': ['NO_PAID_SEAT'] });
  });

  it('lets a team stand for its primary members only', () => {
    const everybody = [
      owner('10', { primaryTeamId: '7' }),
      owner('11', { primaryTeamId: '8', secondaryTeamIds: ['7'] }),
      owner('12'),
    ];
    expect(reasons(rotation({ kind: 'teams', teamIds: ['7'] }), everybody)).toEqual({
      '10': [],
      '11': ['NOT_PRIMARY_TEAM_MEMBER'],
    });
  });

  it('keeps a deactivated member of a team in view', () => {
    const everybody = [owner('10', { primaryTeamId: '7', active: false })];
    expect(reasons(rotation({ kind: 'teams', teamIds: ['7'] }), everybody)).toEqual({
      '10': ['DEACTIVATED'],
    });
  });

  const availability = {
    timeZone: 'America/New_York',
    workingHours: [{ days: ['SUNDAY' as const], from: '09:00', until: '17:00' }],
    outOfOffice: [{ from: '2026-03-02', until: '2026-03-03' }],
  };

  it.each<[string, string, string[]]>([
    ['at work', '2026-03-01T14:00:00.000Z', []],
    ['before their hours, by their own clock', '2026-03-01T13:59:00.000Z', ['OUTSIDE_WORKING_HOURS']],
    ['on leave, outside their hours', '2026-03-02T14:00:00.000Z', ['OUT_OF_OFFICE', 'OUTSIDE_WORKING_HOURS']],
  ])('minds availability only where the rotation asks for it: %s', (_, at, expected) => {
    const everybody = [owner('10', { availability })];
    const surroundings = { everybody, seatRule: { subscriptionPurchasedOn: null }, daily: {}, at };
    const [asked] = candidatesOf({ ...named('10'), onlyAvailable: true }, surroundings);
    const [notAsked] = candidatesOf(named('10'), surroundings);
    expect(asked?.reasons).toEqual(expected);
    expect(notAsked?.reasons).toEqual([]);
  });

  it.each<[string, string, number, string[]]>([
    ['what is left of it on their own day', '2026-03-01T04:00:00.000Z', 1, []],
    ['nothing once it is reached', '2026-03-01T05:00:00.000Z', 0, ['DAILY_CAP_REACHED']],
    ['all of it on the next day', '2026-03-02T05:00:00.000Z', 3, []],
  ])('leaves of a daily cap %s', (_, at, left, expected) => {
    const members = [{ ownerId: '10', weight: 1, dailyCap: 3 }];
    const daily = { '2026-02-28': { '10': 2 }, '2026-03-01': { '10': 5, '11': 9 } };
    const everybody = [
      owner('10', { availability: { ...availability, workingHours: null, outOfOffice: [] } }),
    ];
    const [candidate] = candidatesOf(rotation({ kind: 'owners', members }), {
      everybody,
      seatRule: { subscriptionPurchasedOn: null },
      daily,
      at,
    });
    expect(candidate).toMatchObject({ left, reasons: expected });
  });
});
