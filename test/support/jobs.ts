import { type HandoverJob, newHandover, newUndo, type UndoJob } from '../../lib/domain/job/job.ts';
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
