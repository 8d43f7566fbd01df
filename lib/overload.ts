import { Overloaded } from './domain/errors.ts';

/**
 * What AWS says when it has no capacity left, or others' transactions hold an item, after it was asked as often as makes sense. The
 * names are those of the services' API references.
 */
const throttles: ReadonlySet<string> = new Set([
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'TransactionConflictException',
  'TransactionInProgressException',
  'RequestThrottled',
  'KmsThrottled',
  'SlowDown',
  'Throttling',
  'TooManyRequestsException',
]);

/** Whether there was too much to do at this moment, here or at AWS. */
export const isOverload = (error: unknown): boolean =>
  error instanceof Overloaded || (error instanceof Error && throttles.has(error.name));
