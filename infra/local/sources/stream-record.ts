import { createHash } from 'node:crypto';
import type { _Record } from '@aws-sdk/client-dynamodb-streams';

/** A stream record as the host handles it. */
export interface StreamRecord {
  /** As the emulator counts; positions in the stream are named by it. */
  readonly position: string;
  /** As functions see it. */
  readonly sequenceNumber: string;
  readonly arrivedAt: Date;
  /** What the function gets. */
  readonly event: object;
}

/** AWS's sequence numbers have at least 21 digits; one length keeps them in order as text, too. */
const SEQUENCE_DIGITS = 21;

/** Binary values travel as base64 in a function's event. */
function encodeBinary(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(encodeBinary);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, encodeBinary(entry)]));
}

/** Turns a record of the emulator into what an event source mapping hands to a function. */
export function createStreamRecord(record: _Record, streamArn: string): StreamRecord {
  const { ApproximateCreationDateTime: createdAt, SequenceNumber = '', ...change } = record.dynamodb ?? {};
  const arrivedAt = createdAt ?? new Date();
  const sequenceNumber = SequenceNumber.padStart(SEQUENCE_DIGITS, '0');
  return {
    position: SequenceNumber,
    sequenceNumber,
    arrivedAt,
    event: {
      eventID: createHash('md5').update(`${streamArn}/${sequenceNumber}`).digest('hex'),
      eventName: record.eventName,
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: streamArn.split(':')[3],
      dynamodb: {
        ApproximateCreationDateTime: Math.floor(arrivedAt.getTime() / 1_000),
        ...(encodeBinary(change) as object),
        SequenceNumber: sequenceNumber,
      },
      eventSourceARN: streamArn,
      ...(record.userIdentity === undefined
        ? {}
        : {
            userIdentity: { type: record.userIdentity.Type, principalId: record.userIdentity.PrincipalId },
          }),
    },
  };
}
