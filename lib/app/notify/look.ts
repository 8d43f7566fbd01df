import { isOutdated, type Look, outcomeOf } from '../../domain/notification/look.ts';
import {
  claimed,
  isPending,
  lookedAt,
  type Notice,
  toldAsClaimed,
} from '../../domain/notification/notice.ts';
import type { LookQueue, NoticeStore, RunStates } from '../ports/notices.ts';
import { again, done, untilSettled } from '../retry.ts';
import { type TellDeps, tell } from './tell.ts';

export type LookDeps = TellDeps & {
  notices: NoticeStore;
  looks: LookQueue;
  runs: RunStates;
  now: () => string;
};

/**
 * Has the notice looked at once more. The next look is sent before the notice knows of it: who dies in between leaves one too many, of which the
 * slower is overtaken, and never none.
 */
const lookAgain = async (
  { looks, notices, now }: LookDeps,
  notice: Notice,
  { seen, still, inSeconds }: Omit<Look, 'number'> & { inSeconds?: number },
  after: number,
): Promise<void> => {
  const number = Math.max(after, notice.look) + 1;
  await looks.send({ noticeId: notice.id, number, seen, still }, inSeconds);
  await notices.replace(notice, lookedAt(notice, number, now()));
};

/** Looks at a notice; gives it back, claimed, if it is to be told. */
const claimIfDue = (deps: LookDeps, noticeId: string, look: Look) =>
  untilSettled<ReturnType<typeof claimed> | undefined>(async () => {
    const { notices, runs, now } = deps;
    const notice = await notices.get(noticeId);
    if (notice === undefined || isOutdated(notice, look)) return done(undefined);
    const isRunning = await runs.isRunning(notice.runId);
    const outcome = outcomeOf(notice, look, { now: now(), isRunning });
    switch (outcome.kind) {
      case 'nothing':
        return done(undefined);
      case 'lookAgain':
        await lookAgain(deps, notice, outcome, look.number);
        return done(undefined);
      case 'tell': {
        const after = claimed(notice, now());
        return (await notices.replace(notice, after)) ? done(after) : again;
      }
    }
  });

/** Remembers that it was told, unless somebody else has taken over; gives back the notice if there is more to tell. */
const settle = (
  { notices, now }: LookDeps,
  { id, claim }: ReturnType<typeof claimed>,
): Promise<Notice | undefined> =>
  untilSettled<Notice | undefined>(async () => {
    const notice = await notices.get(id);
    if (notice?.claim?.holder !== claim.holder) return done(undefined);
    const after = toldAsClaimed(notice, now());
    if (!(await notices.replace(notice, after))) return again;
    return done(isPending(after) ? after : undefined);
  });

/**
 * One look at a notice: it is told if it is time, and looked at again if not. A look that comes twice does it once; one that died after
 * telling and before remembering it is told again, under the same id.
 */
export const lookAtNotice = async (deps: LookDeps, noticeId: string, look: Look): Promise<void> => {
  const notice = await claimIfDue(deps, noticeId, look);
  if (notice === undefined) return;
  await tell(deps, notice, notice.claim);
  const left = await settle(deps, notice);
  if (left !== undefined) await lookAgain(deps, left, { seen: left.noted, still: 0 }, look.number);
};
