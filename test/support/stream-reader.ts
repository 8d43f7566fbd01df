import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBRecord } from 'aws-lambda';
import type { TestDynamo } from './dynamo.ts';

/** Reads what the stream of a table, the records' if not said, has told since the last time, as Lambda hands it on. */
export const streamReader = (
  { endpoint, tables }: TestDynamo,
  table: 'records' | 'changes' = 'records',
): (() => Promise<DynamoDBRecord[]>) => {
  const streams = new DynamoDBStreamsClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  // It prepares every answer for a log that is never written, and these are large.
  streams.middlewareStack.remove('loggerMiddleware');
  /** Where each shard is to be read on. */
  const iterators = new Map<string, string>();
  const findShards = async (): Promise<void> => {
    const { Streams = [] } = await streams.send(new ListStreamsCommand({ TableName: tables[table] }));
    const StreamArn = Streams[0]?.StreamArn;
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
    for (const { ShardId = '' } of StreamDescription?.Shards ?? []) {
      if (iterators.has(ShardId)) continue;
      const from = { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' as const };
      const { ShardIterator } = await streams.send(new GetShardIteratorCommand(from));
      if (ShardIterator !== undefined) iterators.set(ShardId, ShardIterator);
    }
  };
  let isEnded = true;
  return async () => {
    // Further shards come only where one has ended.
    if (isEnded) await findShards();
    isEnded = iterators.size === 0;
    const told: DynamoDBRecord[] = [];
    for (const shard of iterators.keys()) {
      for (let more = true; more; ) {
        const ShardIterator = iterators.get(shard);
        const answer = await streams.send(new GetRecordsCommand({ ShardIterator }));
        const records = (answer.Records ?? []) as DynamoDBRecord[];
        told.push(...records);
        if (answer.NextShardIterator !== undefined) iterators.set(shard, answer.NextShardIterator);
        else isEnded = true;
        more = records.length > 0 && answer.NextShardIterator !== undefined;
      }
    }
    return told;
  };
};
