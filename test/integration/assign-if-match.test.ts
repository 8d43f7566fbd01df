import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHandler as assignHandler } from '../../functions/assign/handler.ts';
import type { ApiHandler } from '../../lib/http/api.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { propertyCatalog } from '../../lib/store/directory/property-store.ts';
import type { Dynamo } from '../../lib/store/dynamo.ts';
import { recordStore } from '../../lib/store/records/record-store.ts';
import { aContact, anId, anOwner, someTime } from '../support/builders.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';
import { refuses, withFaults } from '../support/faults.ts';
import { call } from '../support/http-event.ts';

let dynamo: TestDynamo;
const [ada, bob] = ['501', '502'];
beforeAll(async () => {
  dynamo = await startDynamo();
  const owners = ownerStore(dynamo.client, dynamo.tables.directory);
  for (const id of [ada, bob]) await owners.create(anOwner({ id }));
});
afterAll(() => dynamo?.stop());

const handlerOn = (client: Dynamo): ApiHandler =>
  assignHandler({
    records: recordStore(client, dynamo.tables),
    owners: ownerStore(client, dynamo.tables.directory),
    properties: propertyCatalog(client, dynamo.tables.directory),
    now: () => someTime,
  });

const assign = (body: object, ifMatch?: string, client: Dynamo = dynamo.client) =>
  call(handlerOn(client), 'POST /ownership/v1/assign', {
    body: { objectType: 'contacts', ...body },
    scopes: ['crm.objects.contacts.write'],
    requestId: anId(),
    headers: ifMatch === undefined ? {} : { 'if-match': ifMatch },
  });

const aKeptContact = async (): Promise<string> => {
  const contact = aContact();
  await recordStore(dynamo.client, dynamo.tables).commit([{ before: undefined, after: contact }]);
  return contact.id;
};

describe('an assignment', () => {
  it('tells the version of the record then', async () => {
    const recordId = await aKeptContact();
    expect(await assign({ recordId, ownerId: ada, dryRun: true })).toMatchObject({
      headers: { etag: '"1"' },
    });
    expect(await assign({ recordId, ownerId: ada })).toMatchObject({ headers: { etag: '"2"' } });
    const unchanged = await assign({ recordId, ownerId: ada });
    expect(unchanged).toMatchObject({ body: { outcome: 'UNCHANGED' }, headers: { etag: '"2"' } });
    expect(unchanged.body).not.toHaveProperty('version');
  });

  it.each(['"1"', '*', '"7", "1"', ' "1" '])('is made where If-Match is %s', async (ifMatch) => {
    const recordId = await aKeptContact();
    expect(await assign({ recordId, ownerId: ada }, ifMatch)).toMatchObject({
      status: 200,
      body: { outcome: 'ASSIGNED' },
    });
  });

  it.each(['"2"', 'W/"1"', '"one"', '""', '"01"'])('is a 412 where If-Match is %s', async (ifMatch) => {
    const recordId = await aKeptContact();
    for (const dryRun of [true, false])
      expect(await assign({ recordId, ownerId: ada, dryRun }, ifMatch)).toMatchObject({
        status: 412,
        body: {
          category: 'PRECONDITION_FAILED',
          message: expect.stringContaining('version 1'),
          errors: [{ in: 'If-Match', code: 'VERSION_MISMATCH' }],
        },
      });
    expect(await assign({ recordId, ownerId: ada })).toMatchObject({ body: { outcome: 'ASSIGNED' } });
  });

  it.each(['1', '"1', 'one', '"1" "2"', ''])('is a 400 where If-Match is %s', async (ifMatch) => {
    expect(await assign({ recordId: '1', ownerId: ada }, ifMatch)).toMatchObject({
      status: 400,
      body: { errors: [{ in: 'If-Match', code: 'INVALID_IF_MATCH' }] },
    });
  });

  it('that was second of two at once is a 412, even if the other gave the same owner', async () => {
    const recordId = await aKeptContact();
    const answers = await Promise.all([
      assign({ recordId, ownerId: ada }, '"1"'),
      assign({ recordId, ownerId: ada }, '"1"'),
      assign({ recordId, ownerId: bob }, '"1"'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
  });

  it('is a 404 where there is no such record', async () => {
    expect(await assign({ recordId: anId(), ownerId: ada }, '"1"')).toMatchObject({ status: 404 });
  });
});

describe('too much to do', () => {
  it.each([
    'ThrottlingException',
    'ProvisionedThroughputExceededException',
    'RequestLimitExceeded',
    'TransactionConflictException',
  ])('is a 429 that says when to ask again, after %s', async (name) => {
    const recordId = await aKeptContact();
    const busy = withFaults(
      dynamo,
      refuses('UpdateItem', Object.assign(new Error('arn:aws:dynamodb:secret'), { name })),
    );
    const answer = await assign({ recordId, ownerId: ada }, undefined, busy);
    expect(answer).toMatchObject({
      status: 429,
      headers: { 'retry-after': '1' },
      body: { category: 'RATE_LIMITS' },
    });
    expect(JSON.stringify(answer.body)).not.toContain('secret');
  });
});
