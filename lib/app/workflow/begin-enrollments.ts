import { chunksOf } from '../../chunks-of.ts';
import { largestBatch } from '../../domain/rotation/rotation.ts';
import {
  type Enrolling,
  firstEnrollmentId,
  furtherEnrollmentId,
  isOver,
  newEnrollment,
  type WorkflowEnrollment,
} from '../../domain/workflow/enrollment.ts';
import type { Workflow } from '../../domain/workflow/workflow.ts';
import { concurrently } from '../concurrently.ts';
import type { EnrollmentStore, WorkflowMessage } from '../ports/workflows.ts';

export type BeginDeps = { enrollments: Pick<EnrollmentStore, 'begin'>; now: () => string };

const writesAtOnce = 16;

/**
 * Enrols a record once, or once for each cause if the workflow enrols again. A record that goes no further since it has gone in
 * circles does not use up its one time.
 *
 * @returns the enrollment that this cause has led to, now or at an earlier delivery; undefined if the record was enrolled by another
 */
const beginOne = async (
  { enrollments, now }: BeginDeps,
  workflow: Workflow,
  enrolling: Enrolling,
): Promise<WorkflowEnrollment | undefined> => {
  const { recordId, cause } = enrolling;
  const begin = (id: string): Promise<WorkflowEnrollment> =>
    enrollments.begin(newEnrollment(id, workflow, enrolling, now()));
  const further = furtherEnrollmentId(workflow.id, recordId, cause);
  if (enrolling.stopped !== null) return begin(further);
  const first = await begin(firstEnrollmentId(workflow.id, recordId));
  if (first.cause === cause) return first;
  return workflow.enrollment.reEnroll ? begin(further) : undefined;
};

/** A record that is to enrol in a workflow. */
export type ToEnroll = { workflow: Workflow; enrolling: Enrolling };

/**
 * Enrols records, each at most once for its cause.
 *
 * @returns those that these causes have led to, now or at an earlier delivery
 */
export const beginEnrollments = async (
  deps: BeginDeps,
  found: readonly ToEnroll[],
): Promise<WorkflowEnrollment[]> => {
  const begun = await concurrently(found, writesAtOnce, ({ workflow, enrolling }) =>
    beginOne(deps, workflow, enrolling),
  );
  return begun.filter((enrollment) => enrollment !== undefined);
};

/** The messages that let enrollments go on that are not at their end, as many of a workflow together as a rotation decides together. */
export const runMessages = (enrollments: readonly WorkflowEnrollment[]): WorkflowMessage[] =>
  [
    ...Map.groupBy(
      enrollments.filter((each) => !isOver(each)),
      ({ workflowId }) => workflowId,
    ),
  ].flatMap(([workflowId, own]) =>
    chunksOf(
      own.map(({ id }) => id),
      largestBatch,
    ).map((run) => ({ workflowId, run })),
  );
