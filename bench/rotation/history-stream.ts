import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DescribeStreamCommand, DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { Context, DynamoDBRecord } from 'aws-lambda';
import { createShardReader, type ShardReader } from '../../infra/local/sources/shard-reader.ts';
import type { StreamHandler } from '../../lib/events/dynamo-stream.ts';

/** As many as the service's own trigger hands on. */
const batchSize = 100;

/** The real stream of a table on the emulator, with a function behind it. Reading it is Lambda's part on AWS, and is not counted. */
export type HistoryStream = {
  /** Passes over everything written so far. */
  skip: () => Promise<void>;
  /** Hands the next records to the function; gives how many there were. */
  deliver: (handler: StreamHandler) => Promise<number>;
  destroy: () => void;
};

const openShard = async (
  tables: DynamoDBClient,
  streams: DynamoDBStreamsClient,
  table: string,
): Promise<ShardReader> => {
  const { Table } = await tables.send(new DescribeTableCommand({ TableName: table }));
  const sourceArn = Table?.LatestStreamArn;
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn: sourceArn }));
  const [shard, ...others] = StreamDescription?.Shards ?? [];
  if (sourceArn === undefined || shard?.ShardId === undefined || others.length > 0) {
    throw new Error(`The stream of ${table} is expected to have one shard, as on the embedded emulator.`);
  }
  const { ShardId: shardId } = shard;
  return createShardReader({ client: streams, sourceArn, streamArn: sourceArn, shardId, after: undefined });
};

/** @param endpoint the emulator's address */
export const openHistoryStream = async (endpoint: string, table: string): Promise<HistoryStream> => {
  const options = {
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  };
  const [tables, streams] = [new DynamoDBClient(options), new DynamoDBStreamsClient(options)];
  // As lib/runtime/dynamo.ts does for its client: it prepares every answer for a log that is never written.
  streams.middlewareStack.remove('loggerMiddleware');
  const reader = await openShard(tables, streams, table);
  return {
    async skip() {
      while (((await reader.read(1_000)) ?? []).length > 0);
    },
    async deliver(handler) {
      const records = (await reader.read(batchSize)) ?? [];
      if (records.length > 0) {
        await handler({ Records: records.map(({ event }) => event as DynamoDBRecord) }, {} as Context);
      }
      return records.length;
    },
    destroy: () => {
      tables.destroy();
      streams.destroy();
    },
  };
};
