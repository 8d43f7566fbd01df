import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { ImportJob } from '../../domain/import/import.ts';
import type { Item } from '../batch.ts';
import type { Dynamo } from '../dynamo.ts';
import { writeOnceFree } from '../single-write.ts';
import { fromJobItem, importKind, jobKey } from './job-item.ts';

export type Change = { set: string; condition: string; values: Item };

/** Whether a change was made, and the import as it is then; undefined if there is none. */
export type Changed = { changed: boolean; job: ImportJob | undefined };

/** DynamoDB reserves these names: an expression writes `#state` for `state`. */
const reserved = ['state', 'source', 'split'];

const namesIn = (expression: string): Record<string, string> =>
  Object.fromEntries(
    reserved.filter((name) => expression.includes(`#${name}`)).map((name) => [`#${name}`, name]),
  );

/** Changes the item of an import if the condition holds, as soon as no chunk is being counted at the moment. */
export const changeImport = async (
  dynamo: Dynamo,
  table: string,
  { importId, set, condition, values }: Change & { importId: string },
): Promise<Changed> => {
  try {
    const { Attributes } = await writeOnceFree(() =>
      dynamo.send(
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
      ),
    );
    return { changed: true, job: Attributes && fromJobItem(Attributes) };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const item = error.Item && unmarshall(error.Item);
    return { changed: false, job: item?.['jobKind'] === importKind ? fromJobItem(item) : undefined };
  }
};
