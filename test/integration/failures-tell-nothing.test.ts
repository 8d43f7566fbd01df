import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createHandler as assignHandler } from '../../functions/assign/handler.ts';
import { createHandler as recordsHandler } from '../../functions/records/handler.ts';
import { createHandler as searchHandler } from '../../functions/search/handler.ts';
import { answerOnce } from '../../lib/http/answer-once.ts';
import type { ApiHandler } from '../../lib/http/api.ts';
import { allScopes } from '../../lib/http/scopes.ts';
import { changeStore } from '../../lib/store/change-store.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { propertyCatalog } from '../../lib/store/directory/property-store.ts';
import { recordStore } from '../../lib/store/records/record-store.ts';
import { requestStore } from '../../lib/store/requests/request-store.ts';
import { recordIndexes } from '../../lib/store/search/record-indexes.ts';
import { aContact, anId, anOwner, someTime } from '../support/builders.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';
import { connectionLost, type Fault, withFaults } from '../support/faults.ts';
import { call, type TestRequest } from '../support/http-event.ts';

const secret = 'arn:aws:dynamodb:eu-west-1:123456789012:table/prod-Records';
/** A value that nobody else has; blanks keep it from being an id of anything. */
const marked = 'Geheim Seventeen Marked';

const awsError = (name: string): Error =>
  Object.assign(new Error(`${name}: ${secret}`), { name, $metadata: { requestId: secret } });

/** DynamoDB sends the item along for which the condition did not hold. */
const cancelled = new TransactionCanceledException({
  message: `Transaction cancelled: ${secret}`,
  $metadata: {},
  CancellationReasons: [{ Code: 'ValidationError', Message: secret, Item: { firstname: { S: marked } } }],
});

const failures: [string, Error, number][] = [
  ...[
    'ResourceNotFoundException',
    'AccessDeniedException',
    'ValidationException',
    'InternalServerError',
    'ItemCollectionSizeLimitExceededException',
    'LimitExceededException',
    'UnrecognizedClientException',
    'ExpiredTokenException',
    'CredentialsProviderError',
    'TimeoutError',
  ].map((name): [string, Error, number] => [name, awsError(name), 500]),
  ...['ProvisionedThroughputExceededException', 'ThrottlingException', 'RequestLimitExceeded'].map(
    (name): [string, Error, number] => [name, awsError(name), 429],
  ),
  ['TransactionCanceledException', cancelled, 500],
  ['a lost connection', connectionLost(), 500],
];

let dynamo: TestDynamo;
let recordId: string;

const handlersOn = (...faults: Fault[]): Record<'records' | 'assign' | 'search', ApiHandler> => {
  const { tables } = dynamo;
  const client = withFaults(dynamo, ...faults);
  const records = recordStore(client, tables);
  const owners = ownerStore(client, tables.directory);
  const properties = propertyCatalog(client, tables.directory);
  const deps = { records, owners, properties, now: () => someTime, newRecordId: anId };
  return {
    records: recordsHandler({ ...deps, changes: changeStore(client, tables.changes) }),
    assign: answerOnce(requestStore(client, tables.requests), assignHandler(deps)),
    search: searchHandler({ records, properties, indexes: recordIndexes(client, tables.records) }),
  };
};

const path = { objectType: 'contacts' };
const filters = [{ propertyName: 'city', operator: 'EQ', value: marked }];

/** One request of each kind, with values in it that belong nowhere else. */
const requests = (): [keyof ReturnType<typeof handlersOn>, string, TestRequest][] => [
  ['records', 'GET /crm/v3/objects/{objectType}', { path }],
  ['records', 'POST /crm/v3/objects/{objectType}', { path, body: { properties: { firstname: marked } } }],
  [
    'records',
    'PATCH /crm/v3/objects/{objectType}/{recordId}',
    { path: { ...path, recordId }, body: { properties: { firstname: marked } } },
  ],
  [
    'records',
    'POST /crm/v3/objects/{objectType}/batch/create',
    { path, body: { inputs: [{ properties: { firstname: marked } }, { properties: { lastname: marked } }] } },
  ],
  [
    'search',
    'POST /crm/v3/objects/{objectType}/search',
    { path, body: { query: marked, filterGroups: [{ filters }] } },
  ],
  ['assign', 'POST /ownership/v1/assign', { body: { objectType: 'contacts', recordId, ownerId: '7' } }],
  [
    'assign',
    'POST /ownership/v1/assign',
    { body: { objectType: 'contacts', recordId, ownerId: '7' }, headers: { 'idempotency-key': 'k' } },
  ],
];

/** What was written to the log meanwhile. */
const logOf = async (work: () => Promise<void>): Promise<string> => {
  const written: unknown[] = [];
  const levels = (['log', 'info', 'warn', 'error', 'debug'] as const).map((level) =>
    vi.spyOn(console, level).mockImplementation((...said) => void written.push(...said)),
  );
  await work().finally(() => {
    for (const level of levels) level.mockRestore();
  });
  return written.map(String).join('\n');
};

beforeAll(async () => {
  dynamo = await startDynamo();
  const contact = aContact();
  recordId = contact.id;
  await recordStore(dynamo.client, dynamo.tables).commit([{ before: undefined, after: contact }]);
  await ownerStore(dynamo.client, dynamo.tables.directory).create(anOwner({ id: '7' }));
});
afterAll(() => dynamo?.stop());

const writes = ['PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems', 'BatchWriteItem'];

describe.each(failures)('%s', (_, error, status) => {
  it.each(['any call', 'any write'])(
    'of %s is answered without a word of it, and logs no value',
    async (where) => {
      const befalls = where === 'any call' ? [undefined] : writes;
      const faults = befalls.map((operation): Fault => ({ operation, act: () => Promise.reject(error) }));
      const log = await logOf(async () => {
        const handlers = handlersOn(...faults);
        for (const [name, route, request] of requests()) {
          const answer = await call(handlers[name], route, { ...request, scopes: [...allScopes] });
          const told = JSON.stringify(answer);
          if (where === 'any call')
            expect([route, answer.status]).toEqual([route, answer.status === 207 ? 207 : status]);
          expect(told).not.toContain(secret);
          expect(told).not.toMatch(/Exception|dynamodb|ECONNRESET|\.ts:\d|node:| {4}at /);
        }
      });
      expect(log).not.toContain(marked);
      // Whoever is called at night needs to know what it was.
      if (where === 'any call' && status === 500) expect(log).toContain(error.message);
    },
  );
});

describe('what is refused', () => {
  it.each<[string, TestRequest]>([
    [
      'a value that its property refuses',
      { body: { properties: { email: marked, lifecyclestage: marked } } },
    ],
    ['a property that does not exist', { body: { properties: { shoesize: marked } } }],
    ['a field that does not exist', { body: { properties: {}, note: marked } }],
    ['a value of the wrong type', { body: { properties: [marked] } }],
    ['a body that is no JSON', { body: `{"properties":{"firstname":"${marked}` }],
    ['a scope that is missing', { body: { properties: { firstname: marked } }, scopes: [] }],
    ['nothing', { body: { properties: { firstname: marked } } }],
  ])('for %s logs no value', async (what, request) => {
    const log = await logOf(async () => {
      const answer = await call(handlersOn().records, 'POST /crm/v3/objects/{objectType}', {
        scopes: [...allScopes],
        ...request,
        path,
      });
      expect(answer.status < 300).toBe(what === 'nothing');
    });
    expect(log).not.toContain(marked);
  });
});
