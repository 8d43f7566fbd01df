import type { DynamoDBRecord } from 'aws-lambda';
import type { CrmRecord } from '../domain/record/record.ts';
import type { RecordWrite } from '../domain/record/unique-key.ts';

/**
 * The writes that the stream of the table Records tells of, each with what was there before it. A removal from the table is none.
 *
 * @throws Error if an image is not a record's
 */
export const recordWrites = (
  records: readonly DynamoDBRecord[],
  recordFromImage: (image: unknown) => CrmRecord,
): RecordWrite[] =>
  records.flatMap(({ dynamodb }): RecordWrite[] => {
    if (dynamodb?.NewImage === undefined) return [];
    const before = dynamodb.OldImage === undefined ? undefined : recordFromImage(dynamodb.OldImage);
    return [{ before, after: recordFromImage(dynamodb.NewImage) }];
  });
