import type { Queues } from '../emulators/queues.ts';
import type { FunctionError } from '../lambda/messages.ts';

/** Takes what could not be processed. */
export interface Destination {
  send(record: object): void;
}

/** A queue as a destination; throws for an ARN of anything else. */
export function createDestination(arn: string, queues: Queues): Destination {
  if (!arn.startsWith('arn:aws:sqs:')) {
    throw new Error(`The destination ${arn} is not modelled by the local host: only queues are.`);
  }
  const queue = queues.byArn(arn);
  return { send: (record) => queue.send(JSON.stringify(record)) };
}

export interface AsyncOutcome {
  readonly functionArn: string;
  readonly requestId: string;
  readonly condition: 'RetriesExhausted' | 'EventAgeExceeded' | 'Success';
  readonly invokeCount: number;
  readonly requestPayload: unknown;
  readonly result: { readonly error: FunctionError } | { readonly payload: unknown };
}

/** The record of an asynchronous invocation ("Invocation record" in the Lambda developer guide). */
export function asyncInvocationRecord(outcome: AsyncOutcome): object {
  const { result } = outcome;
  return {
    version: '1.0',
    timestamp: new Date().toISOString(),
    requestContext: {
      requestId: outcome.requestId,
      functionArn: `${outcome.functionArn}:$LATEST`,
      condition: outcome.condition,
      approximateInvokeCount: outcome.invokeCount,
    },
    requestPayload: outcome.requestPayload,
    responseContext: {
      statusCode: 200,
      executedVersion: '$LATEST',
      ...('error' in result ? { functionError: 'Unhandled' } : {}),
    },
    responsePayload: 'error' in result ? result.error : result.payload,
  };
}

export interface StreamOutcome {
  readonly functionArn: string;
  readonly requestId: string;
  readonly condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded';
  readonly invokeCount: number;
  readonly shardId: string;
  readonly streamArn: string;
  readonly records: readonly { readonly sequenceNumber: string; readonly arrivedAt: Date }[];
}

/** The record of a stream batch that was given up: where it is in the stream, not what it holds. */
export function streamFailureRecord(outcome: StreamOutcome): object {
  const [first, last] = [outcome.records[0], outcome.records.at(-1)];
  return {
    requestContext: {
      requestId: outcome.requestId,
      functionArn: outcome.functionArn,
      condition: outcome.condition,
      approximateInvokeCount: outcome.invokeCount,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: new Date().toISOString(),
    DDBStreamBatchInfo: {
      shardId: outcome.shardId,
      startSequenceNumber: first?.sequenceNumber,
      endSequenceNumber: last?.sequenceNumber,
      approximateArrivalOfFirstRecord: first?.arrivedAt.toISOString(),
      approximateArrivalOfLastRecord: last?.arrivedAt.toISOString(),
      batchSize: outcome.records.length,
      streamArn: outcome.streamArn,
    },
  };
}
