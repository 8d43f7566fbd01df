import { chunksOf } from '../../chunks-of.ts';
import { newAssign } from '../../domain/job/assign-job.ts';
import type { Job } from '../../domain/job/job.ts';
import { largestPage } from '../../domain/job/progress.ts';
import type { ObjectType } from '../../domain/object-type.ts';
import type { OwnerStore } from '../ports/directory.ts';
import type { PropertyCatalog } from '../ports/properties.ts';
import type { Selections } from '../ports/selections.ts';
import { type OwnerRef, resolveOwner } from '../resolve-owner.ts';
import { userPropertyOf } from '../user-property.ts';
import type { JobDeps } from './job-deps.ts';
import { startJob } from './start-job.ts';

/** The most records that one request may name. */
export const largestSelection = 10_000;

export type StartAssignDeps = Pick<JobDeps, 'jobs' | 'queue' | 'now' | 'newSortableId'> & {
  owners: OwnerStore;
  properties: PropertyCatalog;
  selections: Pick<Selections, 'keep'>;
};

export type AssignManyRequest = {
  objectType: ObjectType;
  recordIds: readonly string[];
  owner: OwnerRef;
  property?: string | undefined;
  overwrite: boolean;
  dryRun: boolean;
};

/**
 * Starts to give many records to one owner, or to nobody, or to find out what that would come to. A record that is named twice is
 * done once. The ids are kept before anybody hears of the job, so that whoever works on it finds them all.
 *
 * @throws Invalid if the owner may not own records of this type or the property holds no owner; nothing was started then
 */
export const startAssign = async (
  deps: StartAssignDeps,
  { objectType, recordIds, owner, property, overwrite, dryRun }: AssignManyRequest,
  actor: string,
): Promise<Job> => {
  const ids = [...new Set(recordIds)];
  const pages = chunksOf(ids, largestPage);
  const job = newAssign({
    id: deps.newSortableId(),
    actor,
    objectTypes: [objectType],
    total: ids.length,
    at: deps.now(),
    property: await userPropertyOf(deps.properties, objectType, property),
    ownerId: await resolveOwner(deps.owners, objectType, owner),
    overwrite,
    dryRun,
    pages: pages.length,
  });
  await deps.selections.keep(job.id, pages);
  return startJob(deps, job);
};
