import { describe, expect, it } from 'vitest';
import type { Decision, RotationInput, Standings } from '../../client/ownership-client.ts';
import { rota } from '../support/client.ts';
import { manyRecords } from '../support/many-records.ts';
import { aContact, anOwner, aTeam, contacts, del, eventually, ownerOf } from '../support/rota.ts';

const standingsOf = async (id: string): Promise<Standings> => (await rota.getStandings(id)).body;

const aRotation = async (wish: Partial<RotationInput>): Promise<string> =>
  (await rota.createRotation({ name: 'Inbound', objectType: 'contacts', ...wish })).body.id;

const enroll = async (id: string, recordIds: string[]) =>
  (await rota.enrollInRotation(id, { recordIds })).body;

const turnsOf = (id: string, turns: number): Promise<Standings> =>
  eventually(
    () => standingsOf(id),
    (standings) => standings.turns >= turns,
  );

const decisionsOf = async (id: string): Promise<Decision[]> => (await rota.listDecisions(id)).body.results;

const three = async (): Promise<{ ownerId: string }[]> =>
  (await Promise.all([anOwner(), anOwner(), anOwner()])).map((ownerId) => ({ ownerId }));

describe('a rotation', () => {
  it.each([
    ['together', (ids: string[]) => [ids]],
    ['one by one', (ids: string[]) => ids.map((id) => [id])],
    ['in reverse, in threes', (ids: string[]) => [ids.slice(6), ids.slice(3, 6), ids.slice(0, 3)]],
  ])('gives nine contacts enrolled %s to three owners three each, delivered twice', async (_, cut) => {
    const rotation = await aRotation({ members: await three() });
    const ids = await contacts(9);
    await Promise.all(cut(ids).map((part) => enroll(rotation, part)));
    const standings = await turnsOf(rotation, 9);
    expect(standings.members.map(({ count }) => count)).toEqual([3, 3, 3]);
    const owners = await Promise.all(ids.map(ownerOf));
    for (const { ownerId } of standings.members) {
      expect(owners.filter((owner) => owner === ownerId)).toHaveLength(3);
    }
  });

  it('gives more records than one decision holds, evenly, and logs each decision', async () => {
    const rotation = await aRotation({ members: await three() });
    const ids = await manyRecords('contacts', 200, (n) => ({ firstname: `Many ${n}` }));
    expect(await enroll(rotation, ids)).toEqual({ batches: 3, enrolled: 200 });
    const { members } = await turnsOf(rotation, 200);
    expect(members.map(({ count }) => count).sort()).toEqual([66, 67, 67]);
    const decisions = await decisionsOf(rotation);
    expect(decisions).toHaveLength(3);
    const [newest] = decisions;
    const { body: one } = await rota.getDecision(rotation, newest?.batchId ?? '');
    expect(one).toMatchObject({ ...newest });
  });

  it('writes into the history of a record which decision gave it away', async () => {
    const rotation = await aRotation({ members: await three() });
    const contact = await aContact();
    await enroll(rotation, [contact]);
    const changes = await eventually(
      async () => (await rota.listChanges('contacts', contact)).body.results,
      (found) => found.length > 0,
    );
    const [decision] = await decisionsOf(rotation);
    expect(changes).toMatchObject([
      { source: 'ROTATION', actor: 'tester@example.com', decisionId: decision?.batchId },
    ]);
  });

  it('skips owned records, deleted ones and unknown ones, and says why', async () => {
    const members = await three();
    const rotation = await aRotation({ members });
    const owned = await aContact({ hubspot_owner_id: members[0]?.ownerId });
    const archived = await aContact();
    await del(`/crm/v3/objects/contacts/${archived}`);
    const free = await aContact();
    await enroll(rotation, [owned, archived, '1000000000000000001', free]);
    await turnsOf(rotation, 1);
    expect(await decisionsOf(rotation)).toMatchObject([
      {
        picks: [{ recordId: free }],
        skipped: [
          { recordId: owned, reason: 'ALREADY_OWNED' },
          { recordId: archived, reason: 'RECORD_NOT_FOUND' },
          { recordId: '1000000000000000001', reason: 'RECORD_NOT_FOUND' },
        ],
      },
    ]);
  });

  it('lets a team stand for its primary members, and shows why somebody does not take part', async () => {
    const team = await aTeam();
    const [primary, away] = [await anOwner({ primaryTeamId: team }), await anOwner({ primaryTeamId: team })];
    const extra = await anOwner({ secondaryTeamIds: [team] });
    await rota.deactivateOwner(away);
    const rotation = await aRotation({ teamIds: [team] });
    const { members } = await standingsOf(rotation);
    expect(members).toHaveLength(3);
    expect(members).toContainEqual(
      expect.objectContaining({ ownerId: extra, eligible: false, reasons: ['NOT_PRIMARY_TEAM_MEMBER'] }),
    );
    expect(members).toContainEqual(
      expect.objectContaining({ ownerId: primary, eligible: true, reasons: [] }),
    );
    expect(members).toContainEqual(
      expect.objectContaining({ ownerId: away, eligible: false, reasons: ['DEACTIVATED'] }),
    );
  });

  it('starts again from zero when somebody joins, and not when a weight changes', async () => {
    const members = await three();
    const rotation = await aRotation({ members });
    await enroll(rotation, await contacts(3));
    await turnsOf(rotation, 3);
    await rota.updateRotation(rotation, { members: members.map((member) => ({ ...member, weight: 2 })) });
    expect(await standingsOf(rotation)).toMatchObject({ epoch: 1, turns: 3 });
    await rota.updateRotation(rotation, { members: [...members, { ownerId: await anOwner() }] });
    const after = await standingsOf(rotation);
    expect(after).toMatchObject({ epoch: 2, turns: 0 });
    expect(after.members.map(({ count }) => count)).toEqual([0, 0, 0, 0]);
  });

  it('is gone after it was deleted', async () => {
    const rotation = await aRotation({ members: await three() });
    expect((await rota.deleteRotation(rotation)).status).toBe(204);
    await expect(rota.getRotation(rotation)).rejects.toMatchObject({ status: 404 });
    await expect(rota.enrollInRotation(rotation, { recordIds: ['1'] })).rejects.toMatchObject({
      status: 404,
      refusal: { category: 'OBJECT_NOT_FOUND' },
    });
  });
});
