import type { Context } from 'aws-lambda';
import { createHandler } from '../../functions/assign/handler.ts';
import { batchPut } from '../../lib/store/batch.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { propertyCatalog } from '../../lib/store/directory/property-store.ts';
import { recordAssigner } from '../../lib/store/records/record-assign.ts';
import { toRecordItem } from '../../lib/store/records/record-item.ts';
import { recordReader } from '../../lib/store/records/record-store.ts';
import { aContact, anOwner } from '../../test/support/builders.ts';
import type { TestDynamo } from '../../test/support/dynamo.ts';
import { httpEvent } from '../../test/support/http-event.ts';
import { meteredClient } from '../rotation/metered-client.ts';
import { sum } from '../rotation/tally.ts';

/** What one assignment asks of DynamoDB, on the average of a function that is warm. */
export type AssignRequests = { requests: number; readUnits: number; writeUnits: number };

const contacts = 100;

/**
 * Assigns contacts one by one through the function's handler, each for the first time.
 *
 * @throws Error if the handler does not answer 200
 */
export const countAssignRequests = async ({ endpoint, tables }: TestDynamo): Promise<AssignRequests> => {
  const { client, tally, reset, destroy } = meteredClient(endpoint, 0);
  const owners = ownerStore(client, tables.directory);
  const owner = anOwner();
  await owners.create(owner);
  const records = Array.from({ length: contacts }, () => aContact());
  await batchPut(client, tables.records, records.map(toRecordItem));
  const handler = createHandler({
    records: { ...recordAssigner(client, tables.records), ...recordReader(client, tables.records) },
    owners,
    properties: propertyCatalog(client, tables.directory),
    now: () => new Date().toISOString(),
  });
  reset();
  for (const { objectType, id } of records) {
    const body = { objectType, recordId: id, ownerId: owner.id };
    const event = httpEvent('POST /ownership/v1/assign', { body, scopes: ['crm.objects.contacts.write'] });
    const { statusCode } = await handler(event, {} as Context);
    if (statusCode !== 200) throw new Error(`The handler answered ${statusCode}.`);
  }
  const { requests, readUnits, writeUnits } = tally();
  destroy();
  return {
    requests: requests / contacts,
    readUnits: readUnits / contacts,
    writeUnits: sum(writeUnits) / contacts,
  };
};
