import { setTimeout as delay } from 'node:timers/promises';
import { DescribeStreamCommand, type DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { Checkpoints } from './checkpoints.ts';
import type { EventSource, SourceOptions } from './event-source.ts';
import type { Filter } from './filter-pattern.ts';
import { createShardReader, type ShardReader } from './shard-reader.ts';
import { processStreamBatch, type StreamBatchOptions } from './stream-batch.ts';
import type { StreamRecord } from './stream-record.ts';

export interface StreamSourceOptions extends StreamBatchOptions, SourceOptions {
  readonly client: DynamoDBStreamsClient;
  /** As the emulator names the stream. */
  readonly sourceArn: string;
  readonly batchSize: number;
  readonly windowSeconds: number;
  readonly filter: Filter;
  readonly checkpoints: Checkpoints;
}

const IDLE_MS = 80;
const FAILED_READ_MS = 500;
const NEW_SHARDS_MS = 5_000;

/**
 * An event source mapping on a table's stream: one batch at a time per shard, in order.
 *
 * Always begins with the oldest record that no earlier run has finished, also where the mapping says `LATEST`: locally the
 * mapping exists before the table has its first record, so nothing older than "latest" can be there.
 */
export function startStreamSource(options: StreamSourceOptions): EventSource {
  const stopping = new AbortController();
  const shards = new Map<string, Promise<void>>();

  const discover = async () => {
    while (!stopping.signal.aborted) {
      for (const shardId of await listShards(options)) {
        if (!shards.has(shardId)) shards.set(shardId, consumeShard(shardId, options, stopping.signal));
      }
      await pause(NEW_SHARDS_MS, stopping.signal);
    }
  };
  const discovering = retryForever(discover, options, stopping.signal);

  return {
    close: async () => {
      stopping.abort();
      await discovering;
      await Promise.all(shards.values());
    },
  };
}

/** Shards in the stream's order. The emulator has one that never closes; DynamoDB Local may have more. */
async function listShards({ client, sourceArn }: StreamSourceOptions): Promise<string[]> {
  const ids: string[] = [];
  let last: string | undefined;
  do {
    const { StreamDescription } = await client.send(
      new DescribeStreamCommand({
        StreamArn: sourceArn,
        ...(last === undefined ? {} : { ExclusiveStartShardId: last }),
      }),
    );
    ids.push(...(StreamDescription?.Shards ?? []).flatMap(({ ShardId }) => ShardId ?? []));
    last = StreamDescription?.LastEvaluatedShardId;
  } while (last !== undefined);
  return ids;
}

function consumeShard(shardId: string, options: StreamSourceOptions, signal: AbortSignal): Promise<void> {
  const { client, sourceArn, streamArn, target, checkpoints, batchSize, filter } = options;
  const consumer = target.name;
  const consume = async () => {
    const after = checkpoints.read(consumer, shardId);
    const reader = createShardReader({ client, sourceArn, streamArn, shardId, after });
    while (!signal.aborted) {
      const gathered = await gather(reader, options, signal);
      if (gathered === undefined) return;
      const wanted = gathered.filter(({ event }) => filter(event));
      for (let start = 0; start < wanted.length; start += batchSize) {
        const batch = { shardId, records: wanted.slice(start, start + batchSize) };
        if (!(await processStreamBatch(batch, options, signal))) return;
      }
      const last = gathered.at(-1);
      if (last !== undefined) checkpoints.write(consumer, shardId, last.position);
    }
  };
  return retryForever(consume, options, signal);
}

/** Records for one batch: what is there, or with a window what comes until it is full or over. */
async function gather(
  reader: ShardReader,
  { batchSize, windowSeconds }: StreamSourceOptions,
  signal: AbortSignal,
): Promise<readonly StreamRecord[] | undefined> {
  const gathered: StreamRecord[] = [];
  let deadline = Number.POSITIVE_INFINITY;
  while (!signal.aborted && gathered.length < batchSize && Date.now() < deadline) {
    const records = await reader.read(batchSize - gathered.length);
    if (records === undefined) return gathered.length > 0 ? gathered : undefined;
    gathered.push(...records);
    if (gathered.length > 0 && windowSeconds === 0) break;
    if (gathered.length > 0) deadline = Math.min(deadline, Date.now() + windowSeconds * 1_000);
    if (records.length === 0) await pause(IDLE_MS, signal);
  }
  return gathered;
}

/** Runs until it ends by itself; an error of the emulator is logged and tried again, from the last checkpoint. */
async function retryForever(
  run: () => Promise<void>,
  { log, target }: StreamSourceOptions,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await run();
      return;
    } catch (error) {
      if (signal.aborted) return;
      log.error(`${target.name} cannot read its stream: ${String(error)}`);
      await pause(FAILED_READ_MS, signal);
    }
  }
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  delay(ms, undefined, { signal }).catch(() => undefined);
