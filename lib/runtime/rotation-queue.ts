import type { SQSClient } from '@aws-sdk/client-sqs';
import type { RotationQueue } from '../app/ports/rotations.ts';
import { sendMessages } from './send-messages.ts';

/**
 * The FIFO queue of all rotations. The message group is the rotation, so that it has one writer at a time; the deduplication id
 * names the batch, so that sending it again within five minutes changes nothing.
 */
export const rotationQueue = (
  sqs: SQSClient,
  queueUrl: string,
  newSortableId: () => string,
): RotationQueue => ({
  send: (batches) =>
    sendMessages(
      sqs,
      queueUrl,
      batches.map((batch) => ({
        body: batch,
        groupId: batch.rotationId,
        // A batch that is passed on keeps its id and goes to another rotation.
        deduplicationId: `${batch.rotationId}-${batch.batchId}`,
      })),
    ),
  retryHeld: (rotationIds) =>
    sendMessages(
      sqs,
      queueUrl,
      rotationIds.map((rotationId) => ({
        body: { rotationId, retryHeld: true },
        groupId: rotationId,
        // Never known again: what one message found nobody for, the next may find somebody for.
        deduplicationId: `held-${newSortableId()}`,
      })),
    ),
});
