import type { ObjectType } from '../object-type.ts';
import type { LastWrite } from '../record/record.ts';
import { ulidFrom } from '../ulid.ts';
import type { Step, Stretch } from './path.ts';
import { behind, firstPlace, type Place, placeText } from './place.ts';
import type { RotationOutcome } from './rotation-outcome.ts';
import type { Workflow } from './workflow.ts';

export const enrollmentStates = ['RUNNING', 'ROTATING', 'DONE', 'STOPPED'] as const;
export const reasonsToStop = ['RECORD_NOT_FOUND', 'TOO_MANY_HOPS'] as const;

/** One record's way through a workflow. */
export type WorkflowEnrollment = {
  id: string;
  workflowId: string;
  workflowVersion: number;
  objectType: ObjectType;
  recordId: string;
  /** What enrolled it: the write that made it match, the request that named it, or the job that found it. */
  cause: string;
  by: 'TRIGGER' | 'MANUAL' | 'EXISTING';
  actor: string;
  /** What its writes have in common with those of other records that the same import or request enrolled. */
  runId: string;
  /** How many workflows, this one included, have led here one after the other. */
  hops: number;
  state: (typeof enrollmentStates)[number];
  stopped: (typeof reasonsToStop)[number] | null;
  /** Where it goes on. */
  place: Place;
  /** The rotation that it waits for, and its enrollment there; `heldUntil` if nobody is eligible yet. */
  rotation: { rotationId: string; enrollmentId: string; heldUntil: string | null } | null;
  steps: Step[];
  version: number;
  createdAt: string;
  updatedAt: string;
};

/** What enrols a record, before it is known whether it enrols for the first time. */
export type Enrolling = Pick<
  WorkflowEnrollment,
  'recordId' | 'cause' | 'by' | 'actor' | 'runId' | 'hops' | 'stopped'
>;

/** The id of a record's first enrollment in a workflow: there can be only one. */
export const firstEnrollmentId = (workflowId: string, recordId: string): string =>
  `${workflowId}-${recordId}`;

/** The id of a further enrollment: one for each cause. */
export const furtherEnrollmentId = (workflowId: string, recordId: string, cause: string): string =>
  `${workflowId}-${recordId}-${cause}`;

/** The cause that a write of a record is: a record's versions are never given twice. */
export const causeOfWrite = (version: number): string => `v${version}`;

/** A record at the beginning of a workflow; one that is stopped goes no further. */
export const newEnrollment = (
  id: string,
  { id: workflowId, version, objectType }: Workflow,
  enrolling: Enrolling,
  at: string,
): WorkflowEnrollment => ({
  ...enrolling,
  id,
  workflowId,
  workflowVersion: version,
  objectType,
  state: enrolling.stopped === null ? 'RUNNING' : 'STOPPED',
  place: firstPlace,
  rotation: null,
  steps: [],
  version: 1,
  createdAt: at,
  updatedAt: at,
});

export const isOver = ({ state }: WorkflowEnrollment): boolean => state === 'DONE' || state === 'STOPPED';

/** What the writes of an enrollment say of themselves. The version tells its stretches apart. */
export const writeOfEnrollment = (enrollment: WorkflowEnrollment, at: string): LastWrite => {
  const { id, workflowId, version, actor, runId, hops } = enrollment;
  return {
    id: `${id}#${version}`,
    at,
    source: 'WORKFLOW',
    actor,
    runId,
    workflow: { id: workflowId, enrollmentId: id, hops },
    notify: true,
  };
};

const next = (enrollment: WorkflowEnrollment, at: string): WorkflowEnrollment => ({
  ...enrollment,
  version: enrollment.version + 1,
  updatedAt: at,
});

/**
 * An enrollment after a stretch of its way. Its place in a rotation's queue is made here, once: whoever sends it again sends the
 * same, and it sorts by the time at which the record came to the rotation.
 */
export const afterStretch = (
  enrollment: WorkflowEnrollment,
  { steps, rotates }: Pick<Stretch, 'steps' | 'rotates'>,
  at: string,
): WorkflowEnrollment => {
  const walked = { ...next(enrollment, at), steps: [...enrollment.steps, ...steps] };
  if (rotates === null) return { ...walked, state: 'DONE', rotation: null };
  const { place, rotationId } = rotates;
  const enrollmentId = ulidFrom(Date.parse(at), walked.steps.length, `${enrollment.id}#${place.join('.')}`);
  return { ...walked, state: 'ROTATING', place, rotation: { rotationId, enrollmentId, heldUntil: null } };
};

/** An enrollment whose record is gone. */
export const stopped = (enrollment: WorkflowEnrollment, at: string): WorkflowEnrollment => ({
  ...next(enrollment, at),
  state: 'STOPPED',
  stopped: 'RECORD_NOT_FOUND',
  rotation: null,
});

/** An enrollment of which the rotation holds the record until somebody is eligible. */
export const held = (enrollment: WorkflowEnrollment, until: string, at: string): WorkflowEnrollment => ({
  ...next(enrollment, at),
  rotation: enrollment.rotation === null ? null : { ...enrollment.rotation, heldUntil: until },
});

/** The enrollment behind the action that rotates, with what came of it; its version has not moved yet. */
export const behindRotation = (
  enrollment: WorkflowEnrollment,
  outcome: Exclude<RotationOutcome, { outcome: 'HELD' }>,
  { actions }: Pick<Workflow, 'actions'>,
): WorkflowEnrollment => {
  const step: Step = {
    action: placeText(actions, enrollment.place),
    type: 'rotate',
    outcome: outcome.outcome,
    rotationId: enrollment.rotation?.rotationId ?? '',
    ...('ownerId' in outcome ? { ownerId: outcome.ownerId } : { reason: outcome.reason }),
  };
  const { place, steps } = enrollment;
  return { ...enrollment, state: 'RUNNING', place: behind(place), rotation: null, steps: [...steps, step] };
};
