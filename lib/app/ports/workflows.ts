import type { CrmRecord } from '../../domain/record/record.ts';
import type { RecordWrite } from '../../domain/record/unique-key.ts';
import type { Rotation } from '../../domain/rotation/rotation.ts';
import type { Standings } from '../../domain/rotation/standings.ts';
import type { Enrolling, WorkflowEnrollment } from '../../domain/workflow/enrollment.ts';
import type { ToldOutcome } from '../../domain/workflow/rotation-outcome.ts';
import type { Workflow } from '../../domain/workflow/workflow.ts';
import type { Page, PageRequest } from './directory.ts';

/** The workflows, each with all the versions that it ever had. */
export type WorkflowStore = {
  /** Undefined also if it was deleted. */
  get(id: string): Promise<Workflow | undefined>;
  /** A version that once was, be it of a workflow that was deleted since. */
  version(id: string, version: number): Promise<Workflow | undefined>;
  list(page: PageRequest): Promise<Page<Workflow>>;
  /** Every workflow that is not deleted, as of every change that was acknowledged before. */
  all(): Promise<Workflow[]>;
  /** False if the id is taken. */
  create(workflow: Workflow): Promise<boolean>;
  /** Saves a change, or a deletion. False if it has changed since it was read. */
  replace(before: Workflow, after: Workflow): Promise<boolean>;
};

/** Keeps a workflow together with rotations that nothing else uses: all or nothing. */
export type ClonedWorkflows = {
  /**
   * @param rotations at most {@link mostClonedRotations}
   * @returns false if an id is taken
   */
  create(
    workflow: Workflow,
    rotations: readonly { rotation: Rotation; standings: Standings }[],
  ): Promise<boolean>;
};

/** A transaction has 100 items: two for the workflow, and two for each rotation. */
export const mostClonedRotations = 49;

/** A step on the way of an enrollment: the enrollment and, if it is written, the record, both as they were read. */
export type WorkflowStep = {
  before: WorkflowEnrollment;
  after: WorkflowEnrollment;
  record?: RecordWrite & { before: CrmRecord };
};

/** The records' ways through workflows. */
export type EnrollmentStore = {
  /** Those of the ids that exist, by id. */
  getMany(ids: readonly string[]): Promise<Map<string, WorkflowEnrollment>>;
  /** Keeps a new enrollment. If it is there already, that one is given back as it is. */
  begin(enrollment: WorkflowEnrollment): Promise<WorkflowEnrollment>;
  /** Writes enrollment and record, both or neither. False if one of them has changed since it was read. */
  commit(step: WorkflowStep): Promise<boolean>;
  /** Newest first. It follows the enrollments after a moment. */
  list(workflowId: string, page: PageRequest): Promise<Page<WorkflowEnrollment>>;
};

/** Records that a request, or a job, wants to be enrolled, whether or not they come to match. */
export type RecordsToEnroll = { recordIds: string[] } & Omit<Enrolling, 'recordId'>;

/** Enrollments that may go on, what a rotation said about some, or records to enroll first. */
export type WorkflowMessage =
  | { workflowId: string; run: string[] }
  | { workflowId: string; told: (ToldOutcome & { workflowEnrollmentId: string })[] }
  | { workflowId: string; version: number; enroll: RecordsToEnroll };

/** The way to whoever takes records through workflows; it may deliver twice, and in any order. */
export type WorkflowQueue = { send(messages: readonly WorkflowMessage[]): Promise<void> };
