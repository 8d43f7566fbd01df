import { type FollowOwnersDeps, followOwners } from '../../lib/app/company-owner/follow-owners.ts';
import { type EnrollChangesDeps, enrollChanges } from '../../lib/app/workflow/enroll-changes.ts';
import type { CrmRecord } from '../../lib/domain/record/record.ts';
import { createStreamHandler, type StreamHandler } from '../../lib/events/dynamo-stream.ts';
import { recordWrites } from '../../lib/events/record-writes.ts';
import { log } from '../../lib/log.ts';

export type EnrollDeps = FollowOwnersDeps &
  EnrollChangesDeps & { recordFromImage: (image: unknown) => CrmRecord };

/** Does what does not wait for each other, all of it even if something fails. */
const each = async (...work: readonly Promise<unknown>[]): Promise<void> => {
  for (const outcome of await Promise.allSettled(work)) {
    if (outcome.status === 'rejected') throw outcome.reason;
  }
};

export const createHandler = (deps: EnrollDeps): StreamHandler =>
  createStreamHandler(async (records) => {
    const writes = recordWrites(records, deps.recordFromImage);
    const enroll = async (): Promise<void> => {
      const { enrolled, stopped } = await enrollChanges(deps, writes);
      if (enrolled > 0) log.info('records enrolled', { enrolled });
      if (stopped > 0) log.warn('records go in circles through workflows', { stopped });
    };
    await each(enroll(), followOwners(deps, writes));
  });
