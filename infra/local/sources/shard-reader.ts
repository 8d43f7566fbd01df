import { type DynamoDBStreamsClient, GetShardIteratorCommand } from '@aws-sdk/client-dynamodb-streams';
import { readRecords } from './read-records.ts';
import { createStreamRecord, type StreamRecord } from './stream-record.ts';

export interface ShardReaderOptions {
  readonly client: DynamoDBStreamsClient;
  /** As the emulator names the stream. */
  readonly sourceArn: string;
  /** As the template's resources name it, and functions see it. */
  readonly streamArn: string;
  readonly shardId: string;
  /** Continue after this position; from the oldest record when undefined. */
  readonly after: string | undefined;
}

/** Reads one shard from front to back. */
export interface ShardReader {
  /** Up to `limit` next records; empty when there are none now. Gives undefined at the end of a closed shard. */
  read(limit: number): Promise<readonly StreamRecord[] | undefined>;
}

const MAX_RECORDS = 1_000;

export function createShardReader(options: ShardReaderOptions): ShardReader {
  const { client, sourceArn, streamArn, shardId } = options;
  let { after } = options;
  let iterator: string | undefined;

  const findIterator = async () => {
    const { ShardIterator } = await client.send(
      new GetShardIteratorCommand({
        StreamArn: sourceArn,
        ShardId: shardId,
        ...(after === undefined
          ? { ShardIteratorType: 'TRIM_HORIZON' }
          : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after }),
      }),
    );
    return ShardIterator;
  };

  return {
    read: async (limit) => {
      iterator ??= await findIterator();
      if (iterator === undefined) return;
      const answer = await readRecords(client, {
        ShardIterator: iterator,
        Limit: Math.min(limit, MAX_RECORDS),
      });
      const records = answer.records.map((record) => createStreamRecord(record, streamArn));
      after = records.at(-1)?.position ?? after;
      iterator = answer.next;
      return iterator === undefined && records.length === 0 ? undefined : records;
    },
  };
}
