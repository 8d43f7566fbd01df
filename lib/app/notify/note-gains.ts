import type { OwnerChange } from '../../domain/change.ts';
import { type Entry, gainOf, type Occasion, occasionOf } from '../../domain/notification/gain.ts';
import {
  isLookedAfter,
  isPending,
  type Notice,
  newNotice,
  withEntry,
} from '../../domain/notification/notice.ts';
import { concurrently } from '../concurrently.ts';
import type { LookQueue, NoticeStore } from '../ports/notices.ts';
import { again, done, untilSettled } from '../retry.ts';
import { noticeIdOf } from './ids.ts';

export type NoteDeps = {
  notices: Pick<NoticeStore, 'get' | 'note'>;
  looks: LookQueue;
  now: () => string;
};

const occasionsAtOnce = 10;

/** Several readers of the history meet at one notice; nobody waits for them. */
const patience = { attempts: 20, ceilingMs: 1_000 };

type Found = { occasion: Occasion; changes: OwnerChange[] };

const foundIn = (changes: readonly OwnerChange[]): Map<string, Found> => {
  const found = new Map<string, Found>();
  for (const change of changes) {
    const occasion = occasionOf(change);
    if (occasion === undefined) continue;
    const id = noticeIdOf(occasion);
    const known = found.get(id);
    if (known === undefined) found.set(id, { occasion, changes: [change] });
    else known.changes.push(change);
  }
  return found;
};

/** Notes an entry; gives the notice back if its next look is to be sent. */
const noteEntry = (
  { notices, now }: NoteDeps,
  id: string,
  { occasion, entry }: { occasion: Occasion; entry: Omit<Entry, 'number'> },
): Promise<Notice | undefined> =>
  untilSettled<Notice | undefined>(async () => {
    const before = await notices.get(id);
    const at = now();
    const after = withEntry(before ?? newNotice(id, occasion, at), at);
    switch (await notices.note(before, after, { ...entry, number: after.noted })) {
      case 'NOTED':
        return done(before !== undefined && isLookedAfter(before, at) ? undefined : after);
      case 'KNOWN': {
        // Whoever noted it may have died before the look was sent. A look too many is overtaken by the other.
        const notice = await notices.get(id);
        return done(notice !== undefined && isPending(notice) ? notice : undefined);
      }
      case 'CHANGED_MEANWHILE':
        return again;
    }
  }, patience);

/**
 * Notes what owners gained, to be told a moment later: of each occasion one look is on its way while there is something to tell. The same
 * changes may come again, and cut otherwise.
 */
export const noteGains = async (deps: NoteDeps, changes: readonly OwnerChange[]): Promise<void> => {
  await concurrently([...foundIn(changes)], occasionsAtOnce, async ([id, { occasion, changes: own }]) => {
    const at =
      own
        .map(({ write }) => write.at)
        .toSorted()
        .at(-1) ?? deps.now();
    const notice = await noteEntry(deps, id, { occasion, entry: { at, gains: own.map(gainOf) } });
    if (notice === undefined) return;
    await deps.looks.send({ noticeId: id, number: notice.look, seen: notice.noted, still: 0 });
  });
};
