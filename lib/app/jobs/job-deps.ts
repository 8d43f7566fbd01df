import type { CreatedRows } from '../ports/created-rows.ts';
import type { OwnerStore } from '../ports/directory.ts';
import type { JobQueue } from '../ports/job-queue.ts';
import type { JobPages, JobStore } from '../ports/job-store.ts';
import type { OwnedRecords } from '../ports/owned-records.ts';
import type { PropertyCatalog } from '../ports/properties.ts';
import type { RecordStore } from '../ports/records.ts';
import type { RotationLedger } from '../ports/rotations.ts';
import type { PropertyHistory, RunHistory } from '../ports/run-history.ts';
import type { Selections } from '../ports/selections.ts';
import type { TypedRecords } from '../ports/typed-records.ts';
import type { EnrollmentStore, WorkflowQueue, WorkflowStore } from '../ports/workflows.ts';

/** What working on jobs needs. */
export type JobDeps = {
  jobs: JobStore;
  pages: JobPages;
  queue: JobQueue;
  owned: Pick<OwnedRecords, 'page'>;
  run: Pick<RunHistory, 'count' | 'page'>;
  history: PropertyHistory;
  created: CreatedRows;
  typed: TypedRecords;
  properties: PropertyCatalog;
  selections: Pick<Selections, 'ids'>;
  records: Pick<RecordStore, 'getMany'>;
  owners: Pick<OwnerStore, 'get' | 'all'>;
  /** For enrolling what matches a workflow already. */
  workflows: Pick<WorkflowStore, 'version'>;
  enrollments: Pick<EnrollmentStore, 'begin'>;
  workflowQueue: WorkflowQueue;
  ledger: Pick<RotationLedger, 'basisOf' | 'commit'>;
  now: () => string;
  newSeed: () => string;
  newSortableId: () => string;
};
