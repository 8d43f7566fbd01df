import { ConditionalCheckFailedException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { pauseBefore } from '../pause.ts';

const attempts = 10;

/**
 * Makes a write of a single item, again for as long as somebody's transaction holds that item: DynamoDB then refuses it, nothing is
 * done, and the SDK does not try again.
 *
 * @throws TransactionConflictException after ten attempts, and whatever else the write throws
 */
export const writeOnceFree = async <T>(write: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof TransactionConflictException) || attempt === attempts) throw error;
      await pauseBefore(attempt);
    }
  }
};

/** Whether the condition of a write held. */
export const held = async (write: Promise<unknown>): Promise<boolean> => {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};
