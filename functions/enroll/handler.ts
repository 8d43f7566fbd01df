import { type FollowOwnersDeps, followOwners } from '../../lib/app/company-owner/follow-owners.ts';
import type { CrmRecord } from '../../lib/domain/record/record.ts';
import { createStreamHandler, type StreamHandler } from '../../lib/events/dynamo-stream.ts';
import { recordWrites } from '../../lib/events/record-writes.ts';

export type EnrollDeps = FollowOwnersDeps & { recordFromImage: (image: unknown) => CrmRecord };

export const createHandler = (deps: EnrollDeps): StreamHandler =>
  createStreamHandler(async (records) => {
    await followOwners(deps, recordWrites(records, deps.recordFromImage));
  });
