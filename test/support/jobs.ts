import type { AssignJob } from '../../lib/domain/job/assign-job.ts';
import { type HandoverJob, type Job, newHandover, newUndo, type UndoJob } from '../../lib/domain/job/job.ts';
import { anId, someTime } from './builders.ts';

/** A handover of contacts that has not begun. */
export const aHandover = (fields: Partial<HandoverJob> = {}): HandoverJob => ({
  ...newHandover({
    id: `job-${anId()}`,
    actor: 'ada@example.com',
    objectTypes: ['contacts'],
    total: 10,
    at: someTime,
    from: '501',
    to: { ownerId: '502' },
  }),
  ...fields,
});

/** The undo of a handover that moved ten contacts, not begun. */
export const anUndo = (fields: Partial<UndoJob> = {}): UndoJob => ({
  ...newUndo(aHandover({ state: 'DONE', moved: 10 }), { actor: 'bob@example.com', at: someTime }),
  ...fields,
});

/** The job as the assignment that it has to be. */
export const asAssign = (job: Job): AssignJob => {
  if (job.kind !== 'assign') throw new Error(`Job ${job.id} is no assignment.`);
  return job;
};
