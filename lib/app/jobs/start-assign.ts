import { chunksOf } from '../../chunks-of.ts';
import { invalidField, refuseAny } from '../../domain/errors.ts';
import { filterProblems, searchLimits } from '../../domain/filter/check-filters.ts';
import type { FilterGroup } from '../../domain/filter/filter.ts';
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

/** Which records are meant: these, or those that match one of these groups of filters. */
export type Selection = { recordIds: readonly string[] } | { filterGroups: readonly FilterGroup[] };

export type AssignManyRequest = {
  objectType: ObjectType;
  selection: Selection;
  owner: OwnerRef;
  property?: string | undefined;
  overwrite: boolean;
  dryRun: boolean;
};

/** They travel and are written with every step of the job. */
const longestFilters = 32_000;

const checkFilters = async (
  { properties }: Pick<StartAssignDeps, 'properties'>,
  objectType: ObjectType,
  filterGroups: readonly FilterGroup[],
): Promise<void> => {
  if (JSON.stringify(filterGroups).length > longestFilters)
    throw invalidField('filterGroups', `Filters have ${longestFilters} characters at most.`, 'TOO_LONG');
  const limits = { ...searchLimits, mustFilter: true } as const;
  refuseAny(filterProblems(filterGroups, await properties.of(objectType), limits));
};

/**
 * Starts to give many records to one owner, or to nobody, or to find out what that would come to. A record that is named twice is
 * done once. The ids are kept before anybody hears of the job, so that whoever works on it finds them all; of filters the job finds
 * them itself before it assigns the first.
 *
 * @throws Invalid if the owner may not own records of this type, the property holds no owner or a filter makes no sense; nothing was
 *   started then
 */
export const startAssign = async (
  deps: StartAssignDeps,
  { objectType, selection, owner, overwrite, dryRun, ...request }: AssignManyRequest,
  actor: string,
): Promise<Job> => {
  const filterGroups = 'filterGroups' in selection ? selection.filterGroups : null;
  if (filterGroups !== null) await checkFilters(deps, objectType, filterGroups);
  const ids = 'recordIds' in selection ? [...new Set(selection.recordIds)] : [];
  const pages = chunksOf(ids, largestPage);
  const job = newAssign({
    id: deps.newSortableId(),
    actor,
    objectTypes: [objectType],
    total: ids.length,
    at: deps.now(),
    property: await userPropertyOf(deps.properties, objectType, request.property),
    ownerId: await resolveOwner(deps.owners, objectType, owner),
    overwrite,
    dryRun,
    pages: pages.length,
    filterGroups,
  });
  if (pages.length > 0) await deps.selections.keep(job.id, pages);
  return startJob(deps, job);
};
