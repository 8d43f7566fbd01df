import { describe, expect, it } from 'vitest';
import { type Look, type Outcome, outcomeOf } from '../../../../lib/domain/notification/look.ts';
import {
  claimed,
  isLookedAfter,
  isPending,
  type Notice,
  newNotice,
  secondsAfter,
  toldAsClaimed,
  withEntry,
} from '../../../../lib/domain/notification/notice.ts';
import { someTime } from '../../../support/builders.ts';

const occasion = {
  runId: 'run-1',
  ownerId: '7',
  objectType: 'contacts',
  source: 'ROTATION',
  actor: 'bob@example.com',
} as const;

/** A notice with so many entries that nobody was told of. */
const aNotice = (entries: number, fields: Partial<Notice> = {}): Notice => {
  let notice = newNotice('n1', occasion, someTime);
  for (let n = 0; n < entries; n++) notice = withEntry(notice, someTime);
  return { ...notice, ...fields };
};

const minutes = (count: number): string => secondsAfter(someTime, 60 * count);
const claim = { upTo: 2, holder: 2, until: minutes(1) };

describe('a look at a notice', () => {
  const look = (number: number, seen: number | null, still = 2): Look => ({ number, seen, still });
  it.each<[string, Notice, Look, { now?: string; isRunning?: boolean }, Outcome]>([
    ['tells what has not grown', aNotice(3), look(1, 3), {}, { kind: 'tell' }],
    ['waits while it grows', aNotice(3), look(1, 2), {}, { kind: 'lookAgain', seen: 3, still: 0 }],
    [
      'waits until it was still three times',
      aNotice(3),
      look(3, 3, 1),
      {},
      { kind: 'lookAgain', seen: 3, still: 2 },
    ],
    [
      'is content with one time where a request wrote it all',
      aNotice(3, { source: 'API' }),
      look(1, 3, 0),
      {},
      { kind: 'tell' },
    ],
    [
      'waits for a job to end',
      aNotice(3),
      look(1, 3),
      { isRunning: true },
      { kind: 'lookAgain', seen: null, still: 0 },
    ],
    [
      'waits once more when the job has ended',
      aNotice(3),
      look(2, null),
      {},
      { kind: 'lookAgain', seen: 3, still: 0 },
    ],
    [
      'waits longer for a longer job',
      aNotice(3),
      look(1, null),
      { isRunning: true, now: minutes(10) },
      { kind: 'lookAgain', seen: null, still: 0, inSeconds: 60 },
    ],
    [
      'waits five minutes at most',
      aNotice(3),
      look(1, null),
      { isRunning: true, now: minutes(600) },
      { kind: 'lookAgain', seen: null, still: 0, inSeconds: 300 },
    ],
    [
      'does not wait for ever for a job',
      aNotice(3),
      look(1, null),
      { isRunning: true, now: minutes(720) },
      { kind: 'tell' },
    ],
    ['does not wait for ever while it grows', aNotice(3), look(1, 2), { now: minutes(5) }, { kind: 'tell' }],
    ['comes to nothing when it is overtaken', aNotice(3, { look: 4 }), look(3, 3), {}, { kind: 'nothing' }],
    ['counts when it is ahead', aNotice(3, { look: 4 }), look(5, 3), {}, { kind: 'tell' }],
    ['comes to nothing when all is told', aNotice(3, { told: 3 }), look(1, 3), {}, { kind: 'nothing' }],
    [
      'waits while somebody else tells it',
      aNotice(3, { claim }),
      look(1, 3),
      {},
      { kind: 'lookAgain', seen: null, still: 0, inSeconds: 61 },
    ],
    [
      'takes over from one who died',
      aNotice(3, { claim }),
      look(1, 3),
      { now: minutes(2) },
      { kind: 'tell' },
    ],
  ])('%s', (_, notice, which, { now = someTime, isRunning = false }, outcome) => {
    expect(outcomeOf(notice, which, { now, isRunning })).toEqual(outcome);
  });
});

describe('a notice', () => {
  it('has a look of its own from its first entry on, and no further one while somebody looks after it', () => {
    const [first, second] = [aNotice(1), aNotice(2)];
    expect(first).toMatchObject({ noted: 1, look: 1, since: someTime });
    expect(second).toMatchObject({ noted: 2, look: 1 });
    expect(isLookedAfter(second, someTime)).toBe(true);
  });

  it('has another look when it is told and something is added', () => {
    const told = toldAsClaimed(claimed(aNotice(2), someTime), someTime);
    expect(isPending(told)).toBe(false);
    expect(withEntry(told, minutes(9))).toMatchObject({ noted: 3, told: 2, look: 2, since: minutes(9) });
  });

  it('has another look when nobody came for half an hour, and still knows since when it waits', () => {
    const next = withEntry(aNotice(2), minutes(31));
    expect(next).toMatchObject({ noted: 3, told: 0, look: 2, since: someTime });
  });

  it('is told up to where it was claimed, also by one who takes over', () => {
    const grown = withEntry(claimed(aNotice(2), someTime), someTime);
    const takenOver = claimed(grown, minutes(2));
    expect(takenOver.claim).toMatchObject({ upTo: 2, until: secondsAfter(minutes(2), 90) });
    expect(takenOver.claim.holder).not.toBe(grown.claim?.holder);
    expect(toldAsClaimed(takenOver, minutes(3))).toMatchObject({ told: 2, noted: 3, claim: null });
  });
});
