import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Applicant, KeptRequests, Taken } from '../../app/ports/requests.ts';
import type { Dynamo } from '../dynamo.ts';
import {
  expiryAfter,
  fromAnswerItem,
  fromRequestItem,
  type StoredRequest,
  toAnswerItem,
  toRequestItem,
} from './request-item.ts';

/** Makes a conditional write; gives what stood in its way, undefined if it was made. */
const unlessRefused = async (write: () => Promise<unknown>): Promise<StoredRequest | undefined> => {
  try {
    await write();
    return undefined;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException) || error.Item === undefined) throw error;
    return fromRequestItem(unmarshall(error.Item));
  }
};

const isLockedBy = ({ requestId, until }: Applicant, kept: StoredRequest): boolean =>
  kept.lockedBy === requestId && kept.lockedUntil === until;

/**
 * The requests that carry a key, in the table Requests. One conditional write tells the first from all others, and hands those what
 * is known of it; a second one keeps the answer.
 */
export const requestStore = (dynamo: Dynamo, table: string): KeptRequests => {
  const update = (applicant: Applicant, expression: string, condition: string, values: object) =>
    new UpdateCommand({
      TableName: table,
      Key: { idempotencyKey: applicant.key },
      UpdateExpression: expression,
      ConditionExpression: condition,
      ExpressionAttributeValues: { ':me': applicant.requestId, ...values },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });

  /** Takes over from somebody whose time is up. Of several who try it, one does. */
  const takeOver = async (applicant: Applicant, kept: StoredRequest): Promise<Taken> => {
    const inTheWay = await unlessRefused(() =>
      dynamo.send(
        update(
          applicant,
          'SET lockedBy = :me, lockedUntil = :until',
          'lockedBy = :before AND lockedUntil = :then AND attribute_not_exists(answer)',
          { ':until': applicant.until, ':before': kept.lockedBy, ':then': kept.lockedUntil },
        ),
      ),
    );
    if (inTheWay !== undefined && !isLockedBy(applicant, inTheWay)) return { outcome: 'RUNNING' };
    return { outcome: 'MINE', first: { requestId: kept.requestId, at: kept.at }, again: true };
  };

  return {
    async take(applicant) {
      const { fingerprint, requestId, now } = applicant;
      const kept = await unlessRefused(() =>
        dynamo.send(
          new PutCommand({
            TableName: table,
            Item: toRequestItem(applicant),
            // DynamoDB forgets what has expired within days, not at once.
            ConditionExpression: 'attribute_not_exists(idempotencyKey) OR expiresAt <= :now',
            ExpressionAttributeValues: { ':now': Math.floor(now / 1_000) },
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        ),
      );
      const mine = { requestId, at: new Date(now).toISOString() };
      if (kept === undefined) return { outcome: 'MINE', first: mine, again: false };
      if (kept.fingerprint !== fingerprint) return { outcome: 'ANOTHER' };
      if (kept.answer !== undefined) return { outcome: 'ANSWERED', answer: fromAnswerItem(kept.answer) };
      // The answer to our own write was lost, and the SDK has sent it again.
      if (isLockedBy(applicant, kept))
        return { outcome: 'MINE', first: { requestId: kept.requestId, at: kept.at }, again: false };
      return kept.lockedUntil > now ? { outcome: 'RUNNING' } : takeOver(applicant, kept);
    },
    async keep(applicant, answer) {
      await unlessRefused(() =>
        dynamo.send(
          update(applicant, 'SET answer = :answer, expiresAt = :expiresAt', 'lockedBy = :me', {
            ':answer': toAnswerItem(answer),
            ':expiresAt': expiryAfter(applicant.now),
          }),
        ),
      );
    },
    async release(applicant) {
      await unlessRefused(() =>
        dynamo.send(
          update(applicant, 'SET lockedUntil = :never', 'lockedBy = :me AND attribute_not_exists(answer)', {
            ':never': 0,
          }),
        ),
      );
    },
  };
};
