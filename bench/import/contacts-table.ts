import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutCommand, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { CrmRecord } from '../../lib/domain/record/record.ts';
import type { Dynamo } from '../../lib/store/dynamo.ts';
import { fromRecordItem, toRecordItem } from '../../lib/store/records/record-item.ts';

const table = 'contacts';
const index = 'byEmail';

const keysOnly = { ProjectionType: 'KEYS_ONLY' } as const;
const indexOn = (name: string, partition: string, sort: string) => ({
  IndexName: name,
  KeySchema: [
    { AttributeName: partition, KeyType: 'HASH' as const },
    { AttributeName: sort, KeyType: 'RANGE' as const },
  ],
  Projection: keysOnly,
});

/** Rota's table of records, whose indexes and stream its lists and history live on, with an index by e-mail in place of RecordKeys. */
export const createContactsTable = async (endpoint: string): Promise<void> => {
  const client = new DynamoDBClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
  const attributes = ['recordKey', 'ownerShard', 'typeShard', 'recordId', 'email'];
  await client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: attributes.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [{ AttributeName: 'recordKey', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [
        indexOn('byOwner', 'ownerShard', 'recordId'),
        indexOn('byType', 'typeShard', 'recordId'),
        {
          IndexName: index,
          KeySchema: [{ AttributeName: 'email', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  );
  client.destroy();
};

export const byEmail = async (client: Dynamo, email: string): Promise<CrmRecord | undefined> => {
  const { Items: [item] = [] } = await client.send(
    new QueryCommand({
      TableName: table,
      IndexName: index,
      KeyConditionExpression: 'email = :email',
      ExpressionAttributeValues: { ':email': email },
    }),
  );
  return item && fromRecordItem(item);
};

export const putContact = async (client: Dynamo, contact: CrmRecord): Promise<void> => {
  const Item = { ...toRecordItem(contact), email: contact.properties['email'] };
  await client.send(new PutCommand({ TableName: table, Item }));
};

export const countContacts = async (client: Dynamo): Promise<number> => {
  let count = 0;
  let from: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ TableName: table, Select: 'COUNT', ExclusiveStartKey: from }),
    );
    count += page.Count ?? 0;
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return count;
};
