import { expect, it } from 'vitest';
import { hubspotClient } from '../support/hubspot-client.ts';
import { anOwner, eventually, freshEmail } from '../support/rota.ts';

it('HubSpot’s client reads who owned a contact, by one and by many, with times as dates', async () => {
  const client = await hubspotClient();
  const { basicApi, batchApi } = client.crm.contacts;
  const [ada, grace] = [await anOwner(), await anOwner()];
  const properties = { email: freshEmail(), hubspot_owner_id: ada, city: 'Bonn' };
  const { id } = await basicApi.create({ properties, associations: [] });
  await basicApi.update(id, { properties: { hubspot_owner_id: grace } });
  await basicApi.update(id, { properties: { hubspot_owner_id: '' } });
  const names = ['hubspot_owner_id', 'city', 'phone'];
  const one = async () => (await basicApi.getById(id, undefined, names)).propertiesWithHistory ?? {};
  const history = await eventually(one, (all) => all['hubspot_owner_id']?.length === 3);
  const version = { timestamp: expect.any(Date), sourceType: 'API', sourceLabel: 'tester@example.com' };
  expect(history['hubspot_owner_id']).toMatchObject([
    { ...version, value: '' },
    { ...version, value: grace },
    { ...version, value: ada },
  ]);
  expect(history['city']).toMatchObject([{ value: 'Bonn', timestamp: expect.any(Date) }]);
  expect(history['phone']).toEqual([]);
  const many = await batchApi.read({ inputs: [{ id }], properties: [], propertiesWithHistory: names });
  expect(many.results[0]?.propertiesWithHistory).toEqual(history);
});
