import type { Client } from '@hubspot/api-client';
import { beforeAll, describe, expect, it } from 'vitest';
import { hubspotClient } from '../support/hubspot-client.ts';
import { freshEmail } from '../support/rota.ts';

let client: Client;
beforeAll(async () => {
  client = await hubspotClient();
});

const input = (id: string, properties: Record<string, string>) => ({ id, idProperty: 'email', properties });

describe('HubSpot’s client', () => {
  it('creates and changes a hundred contacts by their e-mails, and hears which are new', async () => {
    const { batchApi } = client.crm.contacts;
    const emails = Array.from({ length: 100 }, freshEmail);
    const made = await batchApi.upsert({ inputs: emails.slice(50).map((email) => input(email, {})) });
    expect(made.results.map(({ _new }) => _new)).toEqual(emails.slice(50).map(() => true));

    const { httpStatusCode, data } = await batchApi.upsertWithHttpInfo({
      inputs: emails.map((email) => input(email.toUpperCase(), { city: 'Bonn' })),
    });
    expect(httpStatusCode).toBe(200);
    expect(data.startedAt).toBeInstanceOf(Date);
    expect(
      data.results.map(({ _new, properties }) => [properties['email'], properties['city'], _new]),
    ).toEqual(emails.map((email, place) => [email, 'Bonn', place < 50]));
    expect(data.results.slice(50).map(({ id }) => id)).toEqual(made.results.map(({ id }) => id));
  });

  it('hears which of a hundred upserts failed, and why', async () => {
    const { batchApi } = client.crm.contacts;
    const emails = Array.from({ length: 98 }, freshEmail);
    const { httpStatusCode, data } = await batchApi.upsertWithHttpInfo({
      inputs: [
        { ...input('no address', {}), objectWriteTraceId: 'first' },
        ...emails.map((email) => input(email, { firstname: 'Ada' })),
        input(freshEmail(), { shoe_size: '42' }),
      ],
    });
    expect(httpStatusCode).toBe(207);
    expect(data.results.map(({ properties }) => properties['email'])).toEqual(emails);
    expect(data).toMatchObject({
      numErrors: 2,
      errors: [
        { context: { input: ['inputs[0]'], objectWriteTraceId: ['first'] } },
        { context: { input: ['inputs[99]'] } },
      ],
    });
  });

  it('reads, changes and archives a contact by its e-mail', async () => {
    const { basicApi, batchApi } = client.crm.contacts;
    const email = freshEmail();
    const { id } = await basicApi.create({ properties: { email }, associations: [] });
    const byEmail = [undefined, undefined, undefined, false, 'email'] as const;
    expect(await basicApi.getById(email, ...byEmail)).toMatchObject({ id });
    expect(await basicApi.update(email, { properties: { city: 'Bonn' } }, 'email')).toMatchObject({ id });
    const read = await batchApi.read({
      inputs: [{ id: email }],
      idProperty: 'email',
      properties: ['city'],
      propertiesWithHistory: [],
    });
    expect(read.results).toMatchObject([{ id, properties: { city: 'Bonn' } }]);
    await batchApi.archive({ inputs: [{ id }] });
    await expect(basicApi.getById(email, ...byEmail)).rejects.toMatchObject({ code: 404 });
    await expect(
      basicApi.getById('Bonn', undefined, undefined, undefined, false, 'city'),
    ).rejects.toMatchObject({
      code: 400,
      body: { errors: [{ in: 'idProperty' }] },
    });
  });
});
