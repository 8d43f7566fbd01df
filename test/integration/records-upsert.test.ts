import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHandler } from '../../functions/records/handler.ts';
import { createRecord } from '../../lib/app/records/create-record.ts';
import { archiveRecord } from '../../lib/app/records/update-record.ts';
import { upsertRecords } from '../../lib/app/records/upsert-records.ts';
import { changeStore } from '../../lib/store/change-store.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { propertyCatalog, propertyStore } from '../../lib/store/directory/property-store.ts';
import { recordStore } from '../../lib/store/records/record-store.ts';
import { anId, aProperty, someTime } from '../support/builders.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';
import { meanwhile, withFaults } from '../support/faults.ts';
import { call } from '../support/http-event.ts';

const badge = 'badge_number';

let dynamo: TestDynamo;
const depsOn = (client: DynamoDBDocumentClient = dynamo.client) => ({
  records: recordStore(client, dynamo.tables),
  changes: changeStore(client, dynamo.tables.changes),
  owners: ownerStore(client, dynamo.tables.directory),
  properties: propertyCatalog(client, dynamo.tables.directory),
  now: () => someTime,
  newRecordId: anId,
});
beforeAll(async () => {
  dynamo = await startDynamo();
  const own = aProperty('contacts', badge, { unique: true });
  await propertyStore(dynamo.client, dynamo.tables.directory).create(own, { properties: 10, unique: 1 });
});
afterAll(() => dynamo?.stop());

const by = () => ({ actor: 'ada@example.com', requestId: `request-${anId()}` });
const anEmail = (): string => `upsert-${anId()}@example.com`;
const city = { city: 'Bonn' };
const upsert = (client: DynamoDBDocumentClient, id: string, properties: Record<string, string> = city) =>
  upsertRecords(depsOn(client), 'contacts', [{ id, idProperty: 'email', properties }], by());
const create = (properties: Record<string, string>) => createRecord(depsOn(), 'contacts', properties, by());
const holderOf = async (email: string) => {
  const key = `contacts#email#${email}`;
  const id = (await depsOn().records.findIds([key])).get(key) ?? '';
  return depsOn().records.get('contacts', id);
};

describe('an upsert', () => {
  it('makes one contact of twenty upserts with its e-mail at the same moment, in whatever case', async () => {
    const email = anEmail();
    const spelled = Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? email : email.toUpperCase()));
    const results = await Promise.all(spelled.map((id) => upsert(dynamo.client, id)));
    const written = results.flat().map((result) => ('written' in result ? result.written : undefined));
    expect(new Set(written.map((one) => one?.record.id)).size).toBe(1);
    expect(written.filter((one) => one?.isNew)).toHaveLength(1);
    expect(await holderOf(email)).toMatchObject({ version: 1, properties: { email, ...city } });
  });

  it('changes a contact that somebody else creates between the look and the write', async () => {
    const email = anEmail();
    const client = withFaults(
      dynamo,
      meanwhile('TransactWriteItems', () => create({ email, firstname: 'Ada' })),
    );
    expect(await upsert(client, email)).toMatchObject([{ written: { isNew: false } }]);
    expect((await holderOf(email))?.properties).toEqual({ email, firstname: 'Ada', ...city });
  });

  it('changes it, too, if another of its values was taken along', async () => {
    const [email, number] = [anEmail(), anId()];
    const both = { email, [badge]: number };
    const client = withFaults(
      dynamo,
      meanwhile('TransactWriteItems', () => create(both)),
    );
    const inputs = [{ id: number, idProperty: badge, properties: { email, ...city } }];
    expect(await upsertRecords(depsOn(client), 'contacts', inputs, by())).toMatchObject([
      { written: { isNew: false, record: { properties: { ...both, ...city } } } },
    ]);
  });

  it('creates a contact anew that is archived between the look and the write', async () => {
    const email = anEmail();
    const { id } = await create({ email });
    const archive = () => archiveRecord(depsOn(), 'contacts', id, by());
    const results = await upsert(withFaults(dynamo, meanwhile('TransactWriteItems', archive)), email);
    expect(results).toMatchObject([{ written: { isNew: true, record: { properties: { email, ...city } } } }]);
    expect((await holderOf(email))?.id).not.toBe(id);
  });

  it('leaves alone a contact to which the e-mail has passed on to another', async () => {
    const [email, other] = [anEmail(), anEmail()];
    const { id } = await create({ email });
    const { id: heir } = await create({ firstname: 'Bob' });
    const passOn = async () => {
      await upsertRecords(depsOn(), 'contacts', [{ id, properties: { email: other } }], by());
      await upsertRecords(depsOn(), 'contacts', [{ id: heir, properties: { email } }], by());
    };
    const results = await upsert(withFaults(dynamo, meanwhile('TransactWriteItems', passOn)), email);
    expect(results).toMatchObject([{ written: { isNew: false, record: { id: heir } } }]);
    expect((await depsOn().records.get('contacts', id))?.properties).toEqual({ email: other });
  });
});

describe('an upsert over HTTP', () => {
  const post = (inputs: object[]) =>
    call(createHandler(depsOn()), 'POST /crm/v3/objects/{objectType}/batch/upsert', {
      scopes: ['crm.objects.contacts.write'],
      path: { objectType: 'contacts' },
      body: { inputs },
    });

  it('says what is new, what was there, and what was refused and why', async () => {
    const [here, fresh, taken] = [anEmail(), anEmail(), anEmail()];
    const { id } = await create({ email: here });
    await create({ email: taken });
    const refused = [
      { id: 'no address', idProperty: 'email', properties: city },
      { id: ' ', idProperty: 'email', properties: city },
      { id: anEmail(), idProperty: 'email', properties: { email: anEmail() } },
      { id: anEmail(), idProperty: 'email', properties: { shoe_size: '42' } },
      { id: anId(), idProperty: badge, properties: { email: taken } },
      { id: anId(), properties: city },
    ];
    const { status, body } = await post([
      { id: here.toUpperCase(), idProperty: 'email', properties: { ...city, email: here } },
      { id: fresh, idProperty: 'email', properties: city, objectWriteTraceId: 'second' },
      ...refused,
    ]);
    expect(status).toBe(207);
    const [places, categories] = [refused.map((_, n) => [`inputs[${n + 2}]`]), 'VALIDATION_ERROR'];
    expect(body).toMatchObject({
      results: [
        { id, new: false, properties: { email: here, ...city } },
        { new: true, properties: { email: fresh, ...city }, objectWriteTraceId: 'second' },
      ],
      numErrors: refused.length,
      errors: [
        { category: categories, context: { input: places[0] } },
        { category: categories, context: { input: places[1] } },
        { category: categories, errors: [{ in: 'properties.email' }] },
        { category: categories, errors: [{ in: 'properties.shoe_size' }] },
        { category: 'CONFLICT', context: { input: places[4] } },
        { category: 'OBJECT_NOT_FOUND', context: { input: places[5] } },
      ],
    });
    expect(await holderOf(fresh)).toMatchObject({ version: 1 });
  });

  it.each([
    ['a property that several may share', 'inputs[1].idProperty', 'Bonn', 'city'],
    ['one e-mail twice', 'inputs[1].id', 'TWICE@example.com', 'email'],
  ])('writes nothing of a batch with %s', async (_, field, id, idProperty) => {
    const first = { id: 'twice@example.com', idProperty: 'email', properties: city };
    expect(await post([first, { id, idProperty, properties: city }])).toMatchObject({
      status: 400,
      body: { errors: [expect.objectContaining({ in: field })] },
    });
    expect(await holderOf('twice@example.com')).toBeUndefined();
  });

  it('takes a hundred inputs and no more', async () => {
    const inputs = Array.from({ length: 101 }, () => ({
      id: anEmail(),
      idProperty: 'email',
      properties: city,
    }));
    expect(await post(inputs)).toMatchObject({ status: 400, body: { errors: [{ in: 'inputs' }] } });
    const { status, body } = await post(inputs.slice(1));
    expect(status).toBe(200);
    const { results } = body as { results: { new: boolean; properties: { email: string } }[] };
    expect(results.map(({ properties }) => properties.email)).toEqual(inputs.slice(1).map(({ id }) => id));
  });
});
