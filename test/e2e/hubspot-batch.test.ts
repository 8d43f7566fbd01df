import type { Client } from '@hubspot/api-client';
import { beforeAll, describe, expect, it } from 'vitest';
import { hubspotClient } from '../support/hubspot-client.ts';
import { anOwner, freshEmail } from '../support/rota.ts';

let client: Client;
beforeAll(async () => {
  client = await hubspotClient();
});

type BatchAnswer = Awaited<ReturnType<Client['crm']['contacts']['batchApi']['create']>>;

/** What the client's answer has where some inputs failed. */
const failuresOf = (
  answer: BatchAnswer,
): { numErrors: number; inputs: string[]; categories: Set<string> } => {
  const { numErrors = 0, errors = [] } = 'errors' in answer ? answer : {};
  return {
    numErrors,
    inputs: errors.flatMap(({ context }) => context['input'] ?? []),
    categories: new Set(errors.map(({ category }) => category)),
  };
};

const hundred = Array.from({ length: 100 }, (_, place) => place);
const isBad = (place: number): boolean => place % 10 === 3;
const bad = hundred.filter(isBad);
const good = hundred.filter((place) => !isBad(place));
const placesOf = (places: readonly number[]) => places.map((place) => `inputs[${place}]`);

const createContacts = (emails: readonly string[]) =>
  client.crm.contacts.batchApi.create({
    inputs: emails.map((email) => ({ properties: { email }, associations: [] })),
  });

describe('a batch of 100 from HubSpot’s client', () => {
  it('creates those that are right, and tells which are not', async () => {
    const emails = hundred.map((place) => (isBad(place) ? `no address ${place}` : freshEmail()));
    const { httpStatusCode, data } = await client.crm.contacts.batchApi.createWithHttpInfo({
      inputs: emails.map((email, place) => ({
        properties: { email },
        associations: [],
        objectWriteTraceId: `row ${place}`,
      })),
    });
    expect(httpStatusCode).toBe(207);
    expect(data.results.map(({ properties }) => properties['email'])).toEqual(
      good.map((place) => emails[place]),
    );
    expect(data.startedAt).toBeInstanceOf(Date);
    expect(data.results[0]?.createdAt).toBeInstanceOf(Date);
    expect(failuresOf(data)).toEqual({
      numErrors: bad.length,
      inputs: placesOf(bad),
      categories: new Set(['VALIDATION_ERROR']),
    });
    const traced = 'errors' in data ? data.errors?.map(({ context }) => context['objectWriteTraceId']) : [];
    expect(traced).toEqual(bad.map((place) => [`row ${place}`]));
  });

  it('changes, reads and archives', async () => {
    const { batchApi } = client.crm.contacts;
    const owner = await anOwner();
    const { results } = await createContacts(hundred.map(() => freshEmail()));
    const ids = results.map(({ id }) => id);
    expect(new Set(ids).size).toBe(100);

    const changed = await batchApi.update({
      inputs: ids.map((id, place) => ({
        id: isBad(place) ? `404${place}` : id,
        properties: { hubspot_owner_id: owner, city: `City ${place}` },
      })),
    });
    expect(changed.results.map(({ id }) => id)).toEqual(good.map((place) => ids[place]));
    expect(failuresOf(changed)).toEqual({
      numErrors: bad.length,
      inputs: placesOf(bad),
      categories: new Set(['OBJECT_NOT_FOUND']),
    });

    const unknown = ['4041', '4042'];
    const read = await batchApi.read({
      inputs: [...ids.slice(0, 98), ...unknown].map((id) => ({ id })),
      properties: ['city', 'hubspot_owner_id'],
      propertiesWithHistory: [],
    });
    const cities = new Map(read.results.map(({ id, properties }) => [id, properties['city']]));
    expect(ids.slice(0, 98).map((id) => cities.get(id))).toEqual(
      hundred.slice(0, 98).map((place) => (isBad(place) ? null : `City ${place}`)),
    );
    expect(read).toMatchObject({ numErrors: 1, errors: [{ context: { ids: unknown } }] });

    await batchApi.archive({ inputs: ids.map((id) => ({ id })) });
    const gone = await batchApi.read({
      inputs: ids.map((id) => ({ id })),
      properties: [],
      propertiesWithHistory: [],
    });
    expect(gone).toMatchObject({ results: [], errors: [{ category: 'OBJECT_NOT_FOUND', context: { ids } }] });
  });

  it('creates or changes by e-mail, and tells which it did', async () => {
    const [known, owner] = [hundred.map(() => freshEmail()).slice(0, 50), await anOwner()];
    const { results: before } = await createContacts(known);
    const emails = [
      ...known,
      ...hundred.slice(50).map((place) => (isBad(place) ? `no address ${place}` : freshEmail())),
    ];
    const answer = await client.crm.contacts.batchApi.upsert({
      inputs: emails.map((email) => ({
        id: email.toUpperCase(),
        idProperty: 'email',
        properties: { hubspot_owner_id: owner },
      })),
    });
    const right = emails.filter((email) => email.includes('@'));
    const byEmail = new Map(answer.results.map((each) => [each.properties['email'], each]));
    expect(right.map((email) => byEmail.get(email)?._new)).toEqual(
      right.map((email) => !known.includes(email)),
    );
    expect(known.map((email) => byEmail.get(email)?.id)).toEqual(before.map(({ id }) => id));
    expect(answer.results.every(({ properties }) => properties['hubspot_owner_id'] === owner)).toBe(true);
    expect(answer).toMatchObject({ numErrors: 5 });
    const again = await client.crm.contacts.batchApi.upsert({
      inputs: right.map((id) => ({ id, idProperty: 'email', properties: { city: 'Bern' } })),
    });
    expect(new Set(again.results.map(({ _new }) => _new))).toEqual(new Set([false]));
    expect(new Set(again.results.map(({ id }) => id))).toEqual(new Set(answer.results.map(({ id }) => id)));
  });

  it('is refused as a whole if it has one more', async () => {
    await expect(createContacts([...hundred, 100].map(() => freshEmail()))).rejects.toMatchObject({
      code: 400,
      body: { errors: [{ in: 'inputs' }] },
    });
  });

  it('is of any type', async () => {
    const inputs = hundred.map((place) => ({ properties: { subject: `Ticket ${place}` }, associations: [] }));
    const { results } = await client.crm.tickets.batchApi.create({ inputs });
    expect(results.map(({ properties }) => properties['subject'])).toEqual(
      hundred.map((place) => `Ticket ${place}`),
    );
  });
});
