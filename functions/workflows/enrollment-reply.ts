import type { WorkflowEnrollment } from '../../lib/domain/workflow/enrollment.ts';

/** One record's way through a workflow as the API shows it. */
export const enrollmentReply = (enrollment: WorkflowEnrollment) => {
  const { id, recordId, by, actor, state, stopped, rotation, steps, createdAt, updatedAt } = enrollment;
  return {
    id,
    recordId,
    enrolledBy: by,
    actor,
    state: state === 'ROTATING' && rotation?.heldUntil ? 'HELD' : state,
    ...(stopped === null ? {} : { reason: stopped }),
    ...(rotation === null
      ? {}
      : {
          waitsFor: {
            rotationId: rotation.rotationId,
            ...(rotation.heldUntil === null ? {} : { until: rotation.heldUntil }),
          },
        }),
    steps,
    createdAt,
    updatedAt,
  };
};
