import type { DynamoDBRecord } from 'aws-lambda';
import type { OwnerChange } from '../domain/change.ts';

/**
 * The changes of owners that the stream of the table Changes tells of. A removal from the table is none.
 *
 * @throws Error if an image is not a change's
 */
export const ownerChanges = (
  records: readonly DynamoDBRecord[],
  changeFromImage: (image: unknown) => OwnerChange,
): OwnerChange[] =>
  records.flatMap(({ dynamodb }) =>
    dynamodb?.NewImage === undefined ? [] : [changeFromImage(dynamodb.NewImage)],
  );
