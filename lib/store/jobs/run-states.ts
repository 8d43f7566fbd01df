import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { RunStates } from '../../app/ports/notices.ts';
import type { ImportState } from '../../domain/import/import.ts';
import type { Job } from '../../domain/job/job.ts';
import { causeOfRun } from '../../domain/workflow/run-id.ts';
import type { Dynamo } from '../dynamo.ts';
import { jobKey } from './job-item.ts';

const goingOn: ReadonlySet<unknown> = new Set<Job['state'] | ImportState>([
  'RUNNING',
  'STARTED',
  'PROCESSING',
]);

/** Whether runs go on: those that are in the table Jobs, and those of workflows that one of them keeps busy. */
export const runStates = (dynamo: Dynamo, table: string): RunStates => {
  const isRunning = async (runId: string): Promise<boolean> => {
    const { Item } = await dynamo.send(
      new GetCommand({
        TableName: table,
        Key: jobKey(runId),
        ConsistentRead: true,
        ProjectionExpression: '#state',
        ExpressionAttributeNames: { '#state': 'state' },
      }),
    );
    if (goingOn.has(Item?.['state'])) return true;
    const cause = causeOfRun(runId);
    return cause !== undefined && isRunning(cause);
  };
  return { isRunning };
};
