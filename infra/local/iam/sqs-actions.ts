import * as z from 'zod/mini';
import type { Actions, Place } from './authority.ts';

const request = z.object({ QueueUrl: z.optional(z.string()), QueueName: z.optional(z.string()) });

/** Operations on one queue, by the action that each needs. */
const ON_ONE_QUEUE: Readonly<Record<string, string>> = {
  SendMessage: 'sqs:SendMessage',
  SendMessageBatch: 'sqs:SendMessage',
  ReceiveMessage: 'sqs:ReceiveMessage',
  DeleteMessage: 'sqs:DeleteMessage',
  DeleteMessageBatch: 'sqs:DeleteMessage',
  ChangeMessageVisibility: 'sqs:ChangeMessageVisibility',
  ChangeMessageVisibilityBatch: 'sqs:ChangeMessageVisibility',
  GetQueueUrl: 'sqs:GetQueueUrl',
  GetQueueAttributes: 'sqs:GetQueueAttributes',
  SetQueueAttributes: 'sqs:SetQueueAttributes',
  PurgeQueue: 'sqs:PurgeQueue',
  CreateQueue: 'sqs:CreateQueue',
  DeleteQueue: 'sqs:DeleteQueue',
};

/**
 * What an operation of SQS does to which queue; undefined for an operation that is not modelled. A request without a
 * queue, which the service would refuse, does nothing.
 *
 * Source: "Actions, resources, and condition keys for Amazon SQS" in the service authorization reference.
 */
export function sqsActions(operation: string, body: unknown, { region, account }: Place): Actions {
  const action = ON_ONE_QUEUE[operation];
  if (action === undefined) return;
  const { QueueUrl, QueueName } = request.safeParse(body).data ?? {};
  const [owner = account, name = QueueName] = QueueUrl?.split('/').slice(-2) ?? [];
  return name === undefined ? [] : [{ action, resource: `arn:aws:sqs:${region}:${owner}:${name}` }];
}
