import { type TellDeps, tellSalesforce } from '../../lib/app/salesforce/tell-salesforce.ts';
import type { OwnerChange } from '../../lib/domain/change.ts';
import { createStreamHandler, type StreamHandler } from '../../lib/events/dynamo-stream.ts';
import { ownerChanges } from '../../lib/events/owner-changes.ts';
import { log } from '../../lib/log.ts';

export type SalesforceChangesDeps = TellDeps & { changeFromImage: (image: unknown) => OwnerChange };

export const createHandler = ({ changeFromImage, ...deps }: SalesforceChangesDeps): StreamHandler =>
  createStreamHandler(async (records) => {
    const published = await tellSalesforce(deps, ownerChanges(records, changeFromImage));
    if (published > 0) log.info('owner changes published for Salesforce', { published });
  });
