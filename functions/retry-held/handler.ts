import { retryEverythingHeld } from '../../lib/app/rotation/retry-held.ts';
import { log } from '../../lib/log.ts';

/** Answers the schedule: each minute, whatever is held is tried again. */
export const createHandler = (deps: Parameters<typeof retryEverythingHeld>[0]) => async (): Promise<void> => {
  const rotationIds = await retryEverythingHeld(deps);
  if (rotationIds.length > 0) log.info('held batches to be tried again', { rotationIds });
};
