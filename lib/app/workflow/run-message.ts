import type { WorkflowEnrollment } from '../../domain/workflow/enrollment.ts';
import type { Workflow } from '../../domain/workflow/workflow.ts';
import { concurrently } from '../concurrently.ts';
import { oncePerKey } from '../once-per-key.ts';
import type { RotationQueue } from '../ports/rotations.ts';
import type { EnrollmentStore, WorkflowMessage, WorkflowStore } from '../ports/workflows.ts';
import { beginEnrollments } from './begin-enrollments.ts';
import { type SurroundingsDeps, surroundingsOf } from './named-by.ts';
import { sendToRotations } from './send-to-rotations.ts';
import { type Impulse, type StepContext, type StepDeps, takeStep } from './take-step.ts';

export type RunDeps = StepDeps &
  SurroundingsDeps & {
    workflows: Pick<WorkflowStore, 'version'>;
    enrollments: EnrollmentStore;
    rotationQueue: Pick<RotationQueue, 'send'>;
  };

const stepsAtOnce = 10;

type Moved = { enrollment: WorkflowEnrollment; impulse: Impulse };

const versionOf = async (deps: RunDeps, id: string, version: number): Promise<Workflow> => {
  const workflow = await deps.workflows.version(id, version);
  if (workflow === undefined) throw new Error(`Workflow ${id} has no version ${version}.`);
  return workflow;
};

type Version = Pick<WorkflowEnrollment, 'workflowId' | 'workflowVersion'>;

/** The workflow in a version, with what it names. Enrollments of one message mostly share it. */
const contexts = (deps: RunDeps): ((version: Version) => Promise<StepContext>) =>
  oncePerKey(
    async ({ workflowId, workflowVersion }) => {
      const workflow = await versionOf(deps, workflowId, workflowVersion);
      return { workflow, surroundings: await surroundingsOf(deps, workflow) };
    },
    ({ workflowId, workflowVersion }) => `${workflowId}#${workflowVersion}`,
  );

/** The enrollments that a message is about, each with what lets it go on. */
const meant = async (deps: RunDeps, message: WorkflowMessage): Promise<Moved[]> => {
  if ('enroll' in message) {
    const workflow = await versionOf(deps, message.workflowId, message.version);
    const { recordIds, ...enrolling } = message.enroll;
    const toEnroll = recordIds.map((recordId) => ({ workflow, enrolling: { ...enrolling, recordId } }));
    const begun = await beginEnrollments(deps, toEnroll);
    return begun.map((enrollment) => ({ enrollment, impulse: 'RUN' }));
  }
  const impulses = new Map<string, Impulse>(
    'run' in message
      ? message.run.map((id) => [id, 'RUN'])
      : message.told.map(({ workflowEnrollmentId, enrollmentId, recordId: _, ...outcome }) => [
          workflowEnrollmentId,
          { enrollmentId, outcome },
        ]),
  );
  const found = await deps.enrollments.getMany([...impulses.keys()]);
  return [...found.values()].map((enrollment) => ({
    enrollment,
    impulse: impulses.get(enrollment.id) ?? 'RUN',
  }));
};

const isHeld = (impulse: Impulse): boolean => impulse !== 'RUN' && impulse.outcome.outcome === 'HELD';

/**
 * Takes the enrollments of a message as far as they can go at once. Whatever of them waits for a rotation is sent to it, also if an
 * earlier delivery has brought it there: that may have ended before it was sent.
 *
 * @returns how many have come to their end, and how many wait for a rotation
 * @throws Conflict if others keep writing the records; the message is then to be delivered again
 */
export const runMessage = async (
  deps: RunDeps,
  message: WorkflowMessage,
): Promise<{ ended: number; rotating: number }> => {
  const contextOf = contexts(deps);
  const all = await meant(deps, message);
  const moved = await concurrently(all, stepsAtOnce, async ({ enrollment, impulse }) => {
    const context = await contextOf(enrollment);
    return { enrollment: await takeStep(deps, enrollment, impulse, context), impulse };
  });
  const rotating = moved.filter(({ enrollment }) => enrollment.state === 'ROTATING');
  await sendToRotations(
    deps,
    rotating.filter(({ impulse }) => !isHeld(impulse)).map(({ enrollment }) => enrollment),
  );
  return { ended: moved.length - rotating.length, rotating: rotating.length };
};
