import { describe, expect, it } from 'vitest';
import type { Owner } from '../../../../lib/domain/owner/owner.ts';
import { isConcerned } from '../../../../lib/domain/rotation/concern.ts';
import type { SeatRule } from '../../../../lib/domain/rotation/eligibility.ts';
import type { Rotation } from '../../../../lib/domain/rotation/rotation.ts';
import { anOwner, aRotationAmong, someTime } from '../../../support/builders.ts';

const ada = anOwner({ id: '10', primaryTeamId: '7' });
const named = aRotationAmong(['10', '11']);
const ofTeam = aRotationAmong([], { pool: { kind: 'teams', teamIds: ['7', '8'] } });
const elsewhere = aRotationAmong(['12']);
const noSeats = { subscriptionPurchasedOn: null };
const seatsOfTeams = { subscriptionPurchasedOn: '2017-05-01' };

const concerned = (rotation: Rotation, change: Partial<Owner>, seatRule: SeatRule = noSeats) =>
  isConcerned(rotation, { before: ada, after: { ...ada, ...change } }, seatRule);

describe('a rotation is concerned by a change of an owner', () => {
  it.each<[string, Rotation, Partial<Owner>, boolean]>([
    ['whom it names', named, { active: false }, true],
    [
      'whom it names: their hours',
      named,
      { availability: { timeZone: 'UTC', workingHours: null, outOfOffice: [] } },
      true,
    ],
    ['whom it does not name', elsewhere, { active: false }, false],
    ['whom it names, but only their name', named, { lastName: 'King' }, false],
    ['who leaves its team', ofTeam, { primaryTeamId: null }, true],
    ['who was on its team and still is', ofTeam, { objectAccess: [] }, true],
    ['who becomes an extra member', ofTeam, { primaryTeamId: '9', secondaryTeamIds: ['8'] }, true],
    ['whom it names, once it is deleted', { ...named, deletedAt: someTime }, { active: false }, false],
  ])('%s', (_, rotation, change, expected) => {
    expect(concerned(rotation, change)).toBe(expected);
  });

  it('who is new on its team, and not who is new without one', () => {
    const change = (after: Owner) => isConcerned(ofTeam, { before: undefined, after }, noSeats);
    expect(change(ada)).toBe(true);
    expect(change(anOwner())).toBe(false);
  });

  it('whose seat counts for a teammate, whoever that is', () => {
    const colleague = { seat: 'SALES_ENTERPRISE' } as const;
    expect(concerned(elsewhere, colleague)).toBe(false);
    expect(concerned(elsewhere, colleague, { subscriptionPurchasedOn: '2018-11-01' })).toBe(true);
    expect(concerned(elsewhere, colleague, seatsOfTeams)).toBe(true);
  });
});
