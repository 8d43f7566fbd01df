import middy from '@middy/core';
import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { log } from '../log.ts';

export type StreamHandler = (event: DynamoDBStreamEvent, context: Context) => Promise<DynamoDBBatchResponse>;

/**
 * A function that a table's stream calls. The records of a batch are worked on as one, since what they lead to may be written
 * together. If that fails the whole batch fails and comes again, halved by the mapping until what is at fault stands alone.
 */
export const createStreamHandler = (
  work: (records: readonly DynamoDBRecord[]) => Promise<void>,
): StreamHandler =>
  middy<DynamoDBStreamEvent, DynamoDBBatchResponse>().handler(async (event) => {
    try {
      await work(event.Records);
      return { batchItemFailures: [] };
    } catch (error) {
      const first = event.Records[0]?.dynamodb?.SequenceNumber ?? '';
      log.error('stream batch failed', { first, records: event.Records.length, error });
      throw error;
    }
  });
