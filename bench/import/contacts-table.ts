import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutCommand, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { CrmRecord } from '../../lib/domain/record/record.ts';
import type { Dynamo } from '../../lib/store/dynamo.ts';
import { fromRecordItem, toRecordItem } from '../../lib/store/records/record-item.ts';
import { createTable, tableShapes } from '../../test/support/dynamo.ts';

const table = 'contacts';
const index = 'byEmail';

const { records } = tableShapes;

/** Rota's table of records, with its indexes and its stream, and an index by e-mail in place of RecordKeys. */
export const createContactsTable = async (endpoint: string): Promise<void> => {
  const client = new DynamoDBClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
  const indexes = [...records.indexes, { name: index, key: ['email'] as [string], holds: 'all' as const }];
  await createTable(client, { ...records, indexes }, table);
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
