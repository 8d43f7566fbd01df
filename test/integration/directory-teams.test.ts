import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTeam, deleteTeam, renameTeam } from '../../lib/app/directory/teams.ts';
import type { OwnerStore, SettingsStore, TeamStore } from '../../lib/app/ports/directory.ts';
import { Conflict, NotFound } from '../../lib/domain/errors.ts';
import { defaultSettings, type Settings } from '../../lib/domain/settings.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { settingsStore } from '../../lib/store/directory/settings-store.ts';
import { teamStore } from '../../lib/store/directory/team-store.ts';
import { anId, anOwner, aTeam, someTime } from '../support/builders.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';
import { refuses, withFaults } from '../support/faults.ts';

let dynamo: TestDynamo;
let teams: TeamStore;
let owners: OwnerStore;
let settings: SettingsStore;
beforeAll(async () => {
  dynamo = await startDynamo();
  const { directory } = dynamo.tables;
  teams = teamStore(dynamo.client, directory);
  owners = ownerStore(dynamo.client, directory);
  settings = settingsStore(dynamo.client, directory);
});
afterAll(() => dynamo?.stop());

const deps = () => ({ teams, owners, now: () => someTime, newId: anId });

describe('the store of teams', () => {
  it('creates a team once, changes it, and deletes it once', async () => {
    const team = aTeam();
    expect(await teams.create(team)).toBe(true);
    expect(await teams.create({ ...team, name: 'Another' })).toBe(false);
    expect(await teams.get(team.id)).toEqual(team);
    const renamed = { ...team, name: 'Sales South' };
    expect(await teams.replace(renamed)).toBe(true);
    expect(await teams.get(team.id)).toEqual(renamed);
    expect(await teams.delete(team.id)).toBe(true);
    expect(await teams.delete(team.id)).toBe(false);
    expect(await teams.replace(team)).toBe(false);
    expect(await teams.get(team.id)).toBeUndefined();
  });

  it('lists teams page by page, and no owners among them', async () => {
    await owners.create(anOwner());
    const made = Array.from({ length: 5 }, () => aTeam());
    await Promise.all(made.map((team) => teams.create(team)));
    const first = await teams.list({ limit: 3 });
    const second = await teams.list({ limit: 3, after: first.next });
    expect([...first.results, ...second.results]).toEqual(made);
    expect(second.next).toBeUndefined();
  });

  it('fails with any error but a failed condition', async () => {
    const down = withFaults(dynamo, refuses('PutItem', new Error('down')));
    await expect(teamStore(down, dynamo.tables.directory).create(aTeam())).rejects.toThrow('down');
  });
});

describe('managing teams', () => {
  it('deletes no team that somebody belongs to, first or second, active or not', async () => {
    for (const membership of [
      (id: string) => ({ primaryTeamId: id }),
      (id: string) => ({ secondaryTeamIds: ['1', id] }),
      (id: string) => ({ primaryTeamId: id, active: false }),
    ]) {
      const { id } = await createTeam(deps(), { name: 'Sales' });
      await owners.create(anOwner(membership(id)));
      await expect(deleteTeam(deps(), id)).rejects.toMatchObject({
        problems: [{ in: 'teamId', code: 'TEAM_HAS_MEMBERS' }],
      });
      await expect(deleteTeam(deps(), id)).rejects.toBeInstanceOf(Conflict);
      expect(await teams.get(id)).toBeDefined();
    }
  });

  it('does not find a team that is not there', async () => {
    await expect(deleteTeam(deps(), anId())).rejects.toBeInstanceOf(NotFound);
    await expect(renameTeam(deps(), anId(), { name: 'Sales' })).rejects.toBeInstanceOf(NotFound);
  });
});

describe('the settings', () => {
  it('are the defaults until some are saved', async () => {
    expect(await settings.get()).toEqual(defaultSettings);
    const saved: Settings = {
      subscriptionPurchasedOn: '2018-11-02',
      salesforceSync: { enabled: true, objectTypes: ['contacts', 'deals'] },
      assignCompanyOwnerToContact: true,
    };
    await settings.put(saved);
    expect(await settings.get()).toEqual(saved);
    await settings.put(defaultSettings);
    expect(await settings.get()).toEqual(defaultSettings);
  });
});
