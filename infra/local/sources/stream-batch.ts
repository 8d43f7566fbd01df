import { setTimeout as delay } from 'node:timers/promises';
import type { Invocation, LocalFunction } from '../lambda/function.ts';
import { readBatchItemFailures } from './batch-item-failures.ts';
import { type Destination, streamFailureRecord } from './destination.ts';
import type { StreamRecord } from './stream-record.ts';

export interface StreamBatchOptions {
  readonly target: LocalFunction;
  readonly streamArn: string;
  readonly bisects: boolean;
  /** -1: until the records expire. */
  readonly retries: number;
  /** -1: no limit. */
  readonly maximumAgeSeconds: number;
  readonly reportsFailures: boolean;
  readonly onFailure?: Destination | undefined;
  readonly deliveries: number;
  readonly retryDelayMs: number | undefined;
}

/** Records of one shard, in order. */
interface Batch {
  readonly shardId: string;
  readonly records: readonly StreamRecord[];
}

const LONGEST_DELAY_MS = 10_000;
const FIRST_DELAY_MS = 200;

/**
 * Processes a batch to its end: success, or given up. Later records of the shard wait, so their order holds.
 *
 * With bisecting a failed batch is split in two, and the halves run one after the other; a split does not count as a retry.
 * With partial responses everything before the lowest reported record is done; the rest begins anew.
 * Ends early, with the batch unfinished and `false`, when `signal` aborts.
 */
export async function processStreamBatch(
  batch: Batch,
  options: StreamBatchOptions,
  signal: AbortSignal,
): Promise<boolean> {
  let { records } = batch;
  for (let attempt = 0; records.length > 0; attempt += 1) {
    if (signal.aborted) return false;
    const invocation = await invoke(records, options);
    if (signal.aborted && !invocation.ok) return false;
    const failedFrom = firstFailure(records, invocation, options);
    if (failedFrom === undefined) return true;
    if (failedFrom > 0) attempt = 0;
    records = records.slice(failedFrom);

    const [first] = records;
    const age = Date.now() - (first?.arrivedAt.getTime() ?? Date.now());
    const tooOld = options.maximumAgeSeconds >= 0 && age > options.maximumAgeSeconds * 1_000;
    if (!tooOld && options.bisects && records.length > 1) {
      const middle = Math.ceil(records.length / 2);
      const head = { ...batch, records: records.slice(0, middle) };
      const tail = { ...batch, records: records.slice(middle) };
      await delay(retryDelay(0, options), undefined, { signal }).catch(() => undefined);
      return (await processStreamBatch(head, options, signal)) && processStreamBatch(tail, options, signal);
    }
    if (tooOld || (options.retries >= 0 && attempt >= options.retries)) {
      options.onFailure?.send(
        streamFailureRecord({
          functionArn: options.target.arn,
          requestId: invocation.requestId,
          condition: tooOld ? 'RecordAgeExceeded' : 'RetryAttemptsExhausted',
          invokeCount: attempt + 1,
          shardId: batch.shardId,
          streamArn: options.streamArn,
          records,
        }),
      );
      return true;
    }
    await delay(retryDelay(attempt, options), undefined, { signal }).catch(() => undefined);
  }
  return true;
}

const retryDelay = (attempt: number, { retryDelayMs }: StreamBatchOptions): number =>
  retryDelayMs ?? Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt);

async function invoke(records: readonly StreamRecord[], options: StreamBatchOptions): Promise<Invocation> {
  const event = { Records: records.map((record) => record.event) };
  let invocation = await options.target.invoke(event);
  for (let delivery = 1; delivery < options.deliveries; delivery += 1) {
    invocation = await options.target.invoke(event);
  }
  return invocation;
}

/** The index from which the records count as failed; undefined when none do. */
function firstFailure(
  records: readonly StreamRecord[],
  invocation: Invocation,
  { reportsFailures }: StreamBatchOptions,
): number | undefined {
  if (!invocation.ok) return 0;
  if (!reportsFailures) return;
  const numbers = records.map(({ sequenceNumber }) => sequenceNumber);
  const reported = readBatchItemFailures(invocation.payload, new Set(numbers));
  if (reported === 'all') return 0;
  const first = numbers.findIndex((number) => reported.has(number));
  return first < 0 ? undefined : first;
}
