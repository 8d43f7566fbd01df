import type { Context, DynamoDBRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { createStreamHandler } from '../../../lib/events/dynamo-stream.ts';

const records: DynamoDBRecord[] = ['1', '2', '3'].map((SequenceNumber) => ({ dynamodb: { SequenceNumber } }));

describe('createStreamHandler', () => {
  it('hands the records on together, in their order', async () => {
    const handed: (readonly DynamoDBRecord[])[] = [];
    const handler = createStreamHandler(async (batch) => {
      handed.push(batch);
    });
    expect(await handler({ Records: records }, {} as Context)).toEqual({ batchItemFailures: [] });
    expect(handed).toEqual([records]);
  });

  it('fails as a whole, so that the mapping halves the batch', async () => {
    const handler = createStreamHandler(async () => {
      throw new Error('no');
    });
    await expect(handler({ Records: records }, {} as Context)).rejects.toThrow('no');
  });
});
