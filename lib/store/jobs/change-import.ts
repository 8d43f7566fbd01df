import { ConditionalCheckFailedException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { ImportJob } from '../../domain/import/import.ts';
import { pauseBefore } from '../../pause.ts';
import type { Item } from '../batch.ts';
import type { Dynamo } from '../dynamo.ts';
import { fromJobItem, importKind, jobKey } from './job-item.ts';

/** How often a write to an import is tried that meets the transaction of a chunk being counted. */
export const mostAttempts = 10;

export type Change = { set: string; condition: string; values: Item };

/** Whether a change was made, and the import as it is then; undefined if there is none. */
export type Changed = { changed: boolean; job: ImportJob | undefined };

/** DynamoDB reserves these names: an expression writes `#state` for `state`. */
const reserved = ['state', 'source', 'split'];

const namesIn = (expression: string): Record<string, string> =>
  Object.fromEntries(
    reserved.filter((name) => expression.includes(`#${name}`)).map((name) => [`#${name}`, name]),
  );

/** Changes the item of an import if the condition holds. */
export const changeImport = async (
  dynamo: Dynamo,
  table: string,
  { importId, set, condition, values }: Change & { importId: string },
): Promise<Changed> => {
  for (let attempt = 0; ; attempt++) {
    try {
      const { Attributes } = await dynamo.send(
        new UpdateCommand({
          TableName: table,
          Key: jobKey(importId),
          UpdateExpression: `SET ${set}`,
          // Other jobs lie in the same table.
          ConditionExpression: `jobKind = :import AND ${condition}`,
          ExpressionAttributeNames: namesIn(`${set} ${condition}`),
          ExpressionAttributeValues: { ...values, ':import': importKind },
          ReturnValues: 'ALL_NEW',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return { changed: true, job: Attributes && fromJobItem(Attributes) };
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) {
        const item = error.Item && unmarshall(error.Item);
        return { changed: false, job: item?.['jobKind'] === importKind ? fromJobItem(item) : undefined };
      }
      // A chunk is being counted at this moment.
      if (!(error instanceof TransactionConflictException) || attempt === mostAttempts) throw error;
      await pauseBefore(attempt + 1);
    }
  }
};
