import { compile, type Matcher } from '../filter/compile.ts';
import { filterableProperties } from '../filter/system-properties.ts';
import type { PropertySet } from '../record/property-set.ts';
import type { CrmRecord } from '../record/record.ts';
import { mostHops, type Workflow } from './workflow.ts';

/** What the stream tells of one write of a record. */
export type RecordChange = {
  before: CrmRecord | undefined;
  after: CrmRecord;
  /** When the write was committed, to the second, if that is known. ISO 8601. */
  committedAt?: string;
};

/** A workflow that looks out for records, its filters read once for many of them. */
export type Watch = { workflow: Workflow; matcher: Matcher };

export const watch = (workflow: Workflow, set: PropertySet): Watch => ({
  workflow,
  matcher: compile(workflow.enrollment.filterGroups, set),
});

/** Whether a record meets what a workflow asks of those that enrol by themselves. An archived one meets nothing. */
export const isMet = ({ matcher }: Watch, record: CrmRecord): boolean =>
  record.archivedAt === null && matcher(filterableProperties(record));

/** How many workflows, one after the other, have led to a record's latest write. */
export const hopsTo = ({ lastWrite }: CrmRecord): number => lastWrite.workflow?.hops ?? 0;

/** A write that began before the workflow was switched on may have been committed after it. */
const isSince = ({ triggersSince }: Workflow, { after, committedAt = '' }: RecordChange): boolean =>
  after.lastWrite.at >= triggersSince || committedAt >= triggersSince;

/**
 * Whether a write makes a record come to match: created so, or changed from not matching to matching. What the workflow itself wrote
 * does not count, and a record that ten workflows have led to, one after the other, goes round no further.
 */
export const triggerOf = (watched: Watch, change: RecordChange): 'NO' | 'ENROLLS' | 'TOO_MANY_HOPS' => {
  const { workflow } = watched;
  const { before, after } = change;
  if (!workflow.enabled || workflow.objectType !== after.objectType) return 'NO';
  if (after.lastWrite.workflow?.id === workflow.id || !isSince(workflow, change)) return 'NO';
  if (!isMet(watched, after) || (before !== undefined && isMet(watched, before))) return 'NO';
  return hopsTo(after) >= mostHops ? 'TOO_MANY_HOPS' : 'ENROLLS';
};
