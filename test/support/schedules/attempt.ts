import { DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import { Conflict, Invalid, NotFound } from '../../../lib/domain/errors.ts';
import type { Participant, World } from './world.ts';

/** Whether somebody who asks for something must be ready for this answer, in bad weather. */
const isToBeExpected = (error: unknown): error is Error =>
  error instanceof DynamoDBServiceException ||
  error instanceof Conflict ||
  error instanceof Invalid ||
  error instanceof NotFound ||
  (error instanceof Error && 'code' in error && error.code === 'ECONNRESET');

/** Does something that may fail; anything else than a fault or a refusal is a bug, and ends the run. */
export const attempt = async (
  world: World,
  { name }: Participant,
  deed: () => Promise<unknown>,
): Promise<void> => {
  try {
    await deed();
  } catch (error) {
    if (!isToBeExpected(error)) throw error;
    world.notes.push(`${world.turns.taken()} ${name} gets ${error.name}: ${error.message}`);
  }
};
