import type { DynamoDBRecord } from 'aws-lambda';
import type { CrmRecord } from '../domain/record/record.ts';
import type { RecordWrite } from '../domain/record/unique-key.ts';

/** A write of a record; `committedAt` is the second in which it was committed, ISO 8601. */
export type StreamedWrite = RecordWrite & { committedAt?: string };

const committedAt = (seconds: number | undefined): { committedAt?: string } =>
  typeof seconds === 'number' ? { committedAt: new Date(seconds * 1_000).toISOString() } : {};

/**
 * The writes that the stream of the table Records tells of, each with what was there before it. A removal from the table is none.
 *
 * @throws Error if an image is not a record's
 */
export const recordWrites = (
  records: readonly DynamoDBRecord[],
  recordFromImage: (image: unknown) => CrmRecord,
): StreamedWrite[] =>
  records.flatMap(({ dynamodb }): StreamedWrite[] => {
    if (dynamodb?.NewImage === undefined) return [];
    const before = dynamodb.OldImage === undefined ? undefined : recordFromImage(dynamodb.OldImage);
    return [
      {
        before,
        after: recordFromImage(dynamodb.NewImage),
        ...committedAt(dynamodb.ApproximateCreationDateTime),
      },
    ];
  });
