import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** The document client: items are plain objects, numbers are numbers. */
export type Dynamo = DynamoDBDocumentClient;

/** The most items in one BatchGetItem and in one transaction. */
export const largestBatchGet = 100;
export const largestTransaction = 100;

export const chunksOf = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, n) => items.slice(n * size, (n + 1) * size));
