import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** The document client of this execution environment; the SDK reads region, credentials and endpoint from the environment. */
export const dynamoClient = (): DynamoDBDocumentClient => {
  const client = new DynamoDBClient({ maxAttempts: 5 });
  // It prepares every request and answer for a log that is never written: a large share of the work on 100 items.
  client.middlewareStack.remove('loggerMiddleware');
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
};
