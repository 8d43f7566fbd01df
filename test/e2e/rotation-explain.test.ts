import { expect, it } from 'vitest';
import { anOwner, bodyOf, contacts, eventually, type Fields, get, ownerOf, post } from '../support/rota.ts';

const names = ['Ada Lovelace', 'Grace Hopper', 'Alan Turing'];

const changesOf = async (id: string): Promise<Fields[]> =>
  (await bodyOf(get(`/ownership/v1/objects/contacts/${id}/changes`)))['results'] as Fields[];

it('a rotation explains whom it gave each record to, is replayed, and is tried out without a trace', async () => {
  const ownerIds = await Promise.all(
    names.map((name) => {
      const [firstName, lastName] = name.split(' ');
      return anOwner({ firstName, lastName });
    }),
  );
  const members = ownerIds.map((ownerId) => ({ ownerId }));
  const fields = { name: 'Inbound', objectType: 'contacts', members };
  const { id } = await bodyOf(post('/ownership/v1/rotations', fields));
  const rotation = `/ownership/v1/rotations/${id}`;
  const ids = await contacts(20);
  await bodyOf(post(`${rotation}/enrollments`, { recordIds: ids }));
  const standings = await eventually(
    () => bodyOf(get(`${rotation}/standings`)),
    ({ turns }) => turns === 20,
  );

  const [contact = ''] = ids;
  const owner = names[ownerIds.indexOf(String(await ownerOf(contact)))] ?? 'nobody';
  const [change] = await eventually(
    () => changesOf(contact),
    (changes) => changes.length > 0,
  );
  const explained = await bodyOf(
    get(`/ownership/v1/objects/contacts/${contact}/changes/${change?.['changeId']}/explanation`),
  );
  expect(explained).toMatchObject({ ...change, rotation: { rotationId: id, outcome: 'PICKED' } });
  expect(explained['sentence']).toMatch(
    new RegExp(
      `^Contact ${contact} went to ${owner} in turn \\d+ of epoch 1 because, of the 3 owners taking part, `,
    ),
  );

  const { explanations } = await bodyOf(get(`${rotation}/decisions/${change?.['decisionId']}`));
  expect(explanations).toContainEqual(
    expect.objectContaining({ recordId: contact, sentence: explained['sentence'] }),
  );
  expect(explanations).toHaveLength(20);

  const replayed = await bodyOf(post(`${rotation}/replay`, {}));
  expect(replayed).toEqual({ epoch: 1, decisions: 1, turns: 20, matches: true, differences: [] });

  const simulated = await bodyOf(post(`${rotation}/simulations`, { records: 300 }));
  expect(simulated).toMatchObject({ records: 300, given: 300, notGiven: 0 });
  expect(simulated['members']).toMatchObject(ownerIds.map((ownerId) => ({ ownerId, fairShare: 100 })));
  expect(await bodyOf(get(`${rotation}/standings`))).toEqual(standings);
  expect(await bodyOf(post(`${rotation}/replay`, {}))).toEqual(replayed);
});
