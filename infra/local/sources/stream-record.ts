import { createHash } from 'node:crypto';
import type { JsonRecord } from './read-records.ts';

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

/** Turns a record of the emulator into what an event source mapping hands to a function. */
export function createStreamRecord(record: JsonRecord, streamArn: string): StreamRecord {
  const { ApproximateCreationDateTime: createdAt, SequenceNumber = '', ...change } = record.dynamodb ?? {};
  const arrivedAt = createdAt === undefined ? new Date() : new Date(createdAt * 1_000);
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
        ...change,
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
