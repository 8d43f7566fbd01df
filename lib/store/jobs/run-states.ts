import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { RunStates } from '../../app/ports/notices.ts';
import type { ImportState } from '../../domain/import/import.ts';
import type { Job } from '../../domain/job/job.ts';
import type { Dynamo } from '../dynamo.ts';
import { jobKey } from './job-item.ts';

const goingOn: ReadonlySet<unknown> = new Set<Job['state'] | ImportState>([
  'RUNNING',
  'STARTED',
  'PROCESSING',
]);

/** Whether runs go on, of those that are in the table Jobs. */
export const runStates = (dynamo: Dynamo, table: string): RunStates => ({
  async isRunning(runId) {
    const { Item } = await dynamo.send(
      new GetCommand({
        TableName: table,
        Key: jobKey(runId),
        ConsistentRead: true,
        ProjectionExpression: '#state',
        ExpressionAttributeNames: { '#state': 'state' },
      }),
    );
    return goingOn.has(Item?.['state']);
  },
});
