import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** The document client: items are plain objects, numbers are numbers. */
export type Dynamo = DynamoDBDocumentClient;

/** The most items in one BatchGetItem. */
export const largestBatchGet = 100;
