import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams';
import type { Context, DynamoDBRecord } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHandler as changesHandler } from '../../functions/changes/handler.ts';
import { createHandler } from '../../functions/record-changes/handler.ts';
import { rotate } from '../../lib/app/rotation/rotate.ts';
import type { StreamHandler } from '../../lib/events/dynamo-stream.ts';
import { changeStore } from '../../lib/store/change-store.ts';
import { recordFromImage } from '../../lib/store/records/record-image.ts';
import { aBatch, aContact, aContactOf, anAssignment, anId, changed, someTime } from '../support/builders.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';
import { call } from '../support/http-event.ts';
import { type RotationDesk, rotationDesk } from '../support/rotation-desk.ts';

let dynamo: TestDynamo;
let desk: RotationDesk;
let handler: StreamHandler;
beforeAll(async () => {
  dynamo = await startDynamo();
  desk = rotationDesk(dynamo);
  handler = createHandler({
    changes: changeStore(dynamo.client, dynamo.tables.changes),
    properties: desk.properties,
    recordFromImage,
  });
});
afterAll(() => dynamo?.stop());

type Image = Record<string, AttributeValue>;

/** What the stream of the records' table has told from its beginning, as Lambda hands it on. */
const streamed = async (): Promise<DynamoDBRecord[]> => {
  const streams = new DynamoDBStreamsClient({
    endpoint: dynamo.endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const { Streams = [] } = await streams.send(new ListStreamsCommand({ TableName: dynamo.tables.records }));
  const StreamArn = Streams[0]?.StreamArn;
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const told: DynamoDBRecord[] = [];
  for (const { ShardId } of StreamDescription?.Shards ?? []) {
    const from = { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' as const };
    const { ShardIterator } = await streams.send(new GetShardIteratorCommand(from));
    const { Records = [] } = await streams.send(new GetRecordsCommand({ ShardIterator }));
    told.push(...(Records as DynamoDBRecord[]));
  }
  return told;
};

const historyOf = async (recordId: string) => {
  const changes = changeStore(dynamo.client, dynamo.tables.changes);
  const { body } = await call(
    changesHandler({ ...desk, changes }),
    'GET /ownership/v1/objects/{objectType}/{recordId}/changes',
    { path: { objectType: 'contacts', recordId }, scopes: ['crm.objects.contacts.read'] },
  );
  return (body as { results: { changeId: string; toOwnerId: string | null; source: string }[] }).results;
};

describe('the history from the stream', () => {
  it('names the change that the assignment named, however it was made, once for any number of deliveries', async () => {
    const record = aContact();
    const owned = aContactOf('5');
    await desk.records.commit([record, owned].map((made) => ({ before: undefined, after: made })));
    const assigned = await desk.records.assign(anAssignment(record, '7'));
    const cleared = await desk.records.assign(anAssignment(record, null));
    const { rotation, ownerIds } = await desk.open(1);
    const batch = aBatch(rotation.id, [record.id]);
    await rotate(desk.worker(), batch);
    const before = await desk.records.get('contacts', record.id);
    if (before === undefined) throw new Error('The contact is gone.');
    await desk.records.commit([{ before, after: changed(before, { archivedAt: someTime }) }]);

    const told = await streamed();
    expect(told).toHaveLength(6);
    for (const delivery of [told, told.slice(0, 3), told.slice(3), told]) {
      const event: { Records: DynamoDBRecord[] } = { Records: delivery };
      expect(await handler(event, {} as Context)).toEqual({ batchItemFailures: [] });
    }
    const idOf = (result: object) => ('changeId' in result ? result.changeId : undefined);
    const history = await historyOf(record.id);
    expect(history).toMatchObject([
      { fromOwnerId: null, toOwnerId: ownerIds[0], source: 'ROTATION', decisionId: batch.batchId },
      { fromOwnerId: '7', toOwnerId: null, changeId: idOf(cleared) },
      { fromOwnerId: null, toOwnerId: '7', changeId: idOf(assigned) },
    ]);
    expect(await historyOf(owned.id)).toMatchObject([{ fromOwnerId: null, toOwnerId: '5', source: 'API' }]);
  });

  it('says nothing of a record that is removed from the table', async () => {
    const removed: DynamoDBRecord = { eventName: 'REMOVE', dynamodb: { SequenceNumber: '1', OldImage: {} } };
    expect(await handler({ Records: [removed] }, {} as Context)).toEqual({ batchItemFailures: [] });
  });

  it('fails on an image that is no record, so that it ends up where somebody looks', async () => {
    const NewImage: Image = { recordKey: { S: `contacts#${anId()}` } };
    const broken = { dynamodb: { SequenceNumber: '1', NewImage } } as DynamoDBRecord;
    await expect(handler({ Records: [broken] }, {} as Context)).rejects.toThrow();
  });
});

describe('the history over HTTP', () => {
  it('is 404 for a record that never was, and 403 without the scope', async () => {
    const changes = changeStore(dynamo.client, dynamo.tables.changes);
    const ask = (scopes: string[]) =>
      call(
        changesHandler({ ...desk, changes }),
        'GET /ownership/v1/objects/{objectType}/{recordId}/changes',
        { path: { objectType: 'contacts', recordId: anId() }, scopes },
      );
    expect(await ask(['crm.objects.contacts.read'])).toMatchObject({ status: 404 });
    expect(await ask(['crm.objects.deals.read'])).toMatchObject({ status: 403 });
  });
});
