import { describe, expect, it } from 'vitest';
import type { Owner } from '../../../../lib/domain/owner/owner.ts';
import type { CrmRecord } from '../../../../lib/domain/record/record.ts';
import { decideIncoming } from '../../../../lib/domain/salesforce/decide-incoming.ts';
import { differs, type SyncedOwner } from '../../../../lib/domain/salesforce/synced-owner.ts';
import { aContact, aContactOf, anOwner, aWrite } from '../../../support/builders.ts';

const ada = anOwner({ id: '7', salesforceUserId: '005000000000007' });
const grace = anOwner({ id: '8', salesforceUserId: '005000000000008' });

const at = (minute: number): string => `2026-03-01T12:${String(minute).padStart(2, '0')}:00.000Z`;

/** Says that a record went to an owner in Salesforce at a minute, or to nobody. */
const says = (
  minute: number,
  owner: Owner | null | undefined,
  record: CrmRecord,
  known?: SyncedOwner,
  salesforceOwnerId = owner === null ? null : (owner?.salesforceUserId ?? '005000000000999'),
) =>
  decideIncoming({
    record,
    known,
    change: { salesforceOwnerId, changedAt: at(minute) },
    owner: owner ?? undefined,
  });

/** A contact that Rota gave to Grace at minute 10. */
const rotated = aContactOf('8', { version: 5, lastWrite: aWrite({ at: at(10) }) });
/** A contact that Salesforce gave to Grace, after Rota had given it to somebody at minute 10. */
const followed: CrmRecord = { ...rotated, lastWrite: aWrite({ at: at(30), source: 'SALESFORCE' }) };

describe('a change in Salesforce', () => {
  const cases: [string, number, Owner | null | undefined, string][] = [
    ['older than the assignment here', 9, ada, 'STALE'],
    ['of the very same time', 10, ada, 'STALE'],
    ['of nobody, older than the assignment here', 9, null, 'STALE'],
    ['older, to the owner here', 9, grace, 'STALE'],
    ['newer', 11, ada, 'ASSIGNED'],
    ['newer, to the owner here', 11, grace, 'UNCHANGED'],
    ['newer, to nobody', 11, null, 'CLEARED'],
    ['newer, to somebody unknown', 11, undefined, 'COULD_NOT_FIND_OWNER'],
    ['newer, to somebody deactivated', 11, { ...ada, active: false }, 'COULD_NOT_FIND_OWNER'],
    ['newer, to somebody without access', 11, { ...ada, objectAccess: [] }, 'COULD_NOT_FIND_OWNER'],
    ['newer, to the owner here though deactivated', 11, { ...grace, active: false }, 'UNCHANGED'],
  ];
  it.each(cases)('%s', (_, minute, owner, outcome) => {
    const decision = says(minute, owner, rotated);
    expect(decision.outcome).toBe(outcome);
    expect('ownerId' in decision ? decision.ownerId : 'as it was').toBe(
      outcome === 'ASSIGNED' ? '7' : outcome === 'CLEARED' ? null : 'as it was',
    );
  });

  it('counts by the last assignment here, not by the last write', () => {
    const edited = { ...rotated, version: 6, updatedAt: at(50), lastWrite: aWrite({ at: at(50) }) };
    expect(says(20, ada, edited).outcome).toBe('ASSIGNED');
  });

  it('is not measured by when Rota followed an earlier one of Salesforce', () => {
    expect(says(20, ada, followed).outcome).toBe('ASSIGNED');
  });

  it('gives an owner to a record that never had one, however old it is', () => {
    expect(says(0, ada, aContact({ lastWrite: aWrite({ at: at(10) }) })).outcome).toBe('ASSIGNED');
  });

  it('does not give back what was cleared here', () => {
    const cleared = { ...aContact(), ownerSetAt: at(10) };
    expect(says(9, ada, cleared).outcome).toBe('STALE');
    expect(says(11, ada, cleared).outcome).toBe('ASSIGNED');
  });
});

/** What is kept after a change, and the record as it then is. */
const keptAfter = (decision: ReturnType<typeof says>, record: CrmRecord): [CrmRecord, SyncedOwner] => {
  if (decision.entry === undefined) throw new Error('Nothing is kept.');
  if (!('ownerId' in decision)) return [record, decision.entry];
  const properties = { ...record.properties, hubspot_owner_id: decision.ownerId ?? '' };
  return [{ ...record, properties, version: record.version + 1 }, decision.entry];
};

describe('changes in Salesforce in any order', () => {
  it('leave the newest, also where the older comes later and the newer changed nothing', () => {
    const [record, known] = keptAfter(says(12, grace, rotated), rotated);
    expect(says(11, ada, record, known)).toEqual({ outcome: 'STALE' });
  });

  it('of one time leave the one that came first', () => {
    const [record, known] = keptAfter(says(12, ada, rotated), rotated);
    expect(says(12, grace, record, known)).toEqual({ outcome: 'STALE' });
  });

  it('answer a repeated one without keeping anything', () => {
    const [record, known] = keptAfter(says(12, ada, rotated), rotated);
    expect(says(12, ada, record, known)).toEqual({ outcome: 'UNCHANGED' });
  });

  it('do not bring a repeated one back over an assignment that the clocks put before it', () => {
    const [record, known] = keptAfter(says(12, ada, rotated), rotated);
    const assigned = { ...record, properties: { hubspot_owner_id: '9' }, ownerSetAt: at(11), version: 7 };
    expect(says(12, ada, assigned, known)).toEqual({ outcome: 'STALE' });
  });

  it('follow a repeated one whose owner could not be found before', () => {
    const [record, known] = keptAfter(says(12, undefined, rotated, undefined, '005000000000007'), rotated);
    expect(known.salesforce?.settled).toBe(false);
    expect(says(12, ada, record, known)).toMatchObject({ outcome: 'ASSIGNED', ownerId: '7' });
    expect(says(12, ada, { ...record, ownerSetAt: at(13) }, known).outcome).toBe('STALE');
  });
});

describe('what is known of both sides after a change', () => {
  it.each([
    ['differs after a stale one', 9, ada, true],
    ['agrees after a stale one to the owner here', 9, grace, false],
    ['agrees once it is followed', 11, ada, false],
    ['agrees where nothing had to change', 11, grace, false],
    ['agrees once nobody owns it on either side', 11, null, false],
    ['differs while nobody knows the owner', 11, undefined, true],
  ])('%s', (_, minute, owner, conflict) => {
    const { entry } = says(minute, owner, rotated);
    expect(entry === undefined ? undefined : differs(entry)).toBe(conflict);
  });

  it('keeps the owner of the later version of the record', () => {
    const known: SyncedOwner = {
      objectType: 'contacts',
      recordId: rotated.id,
      version: 3,
      rota: { ownerId: '9', recordVersion: 6 },
      toldVersion: 6,
    };
    expect(says(9, grace, rotated, known).entry).toMatchObject({
      version: 4,
      rota: known.rota,
      toldVersion: 6,
    });
  });
});
