import { isPending, type Notice } from './notice.ts';

/**
 * One look at a notice: its number, how many entries the look before it saw (null if that is not to count), and how many looks in a row saw
 * nothing new.
 */
export type Look = { number: number; seen: number | null; still: number };

/** What comes of a look. A next look comes after the usual time unless it says how many seconds. */
export type Outcome =
  | { kind: 'nothing' }
  | { kind: 'lookAgain'; seen: number | null; still: number; inSeconds?: number }
  | { kind: 'tell' };

/**
 * How many looks in a row must see nothing new. A request of the API is written by the time that it is answered; other runs come in parts,
 * between which a worker may be slow.
 */
const stillLooks = ({ source }: Notice): number => (source === 'API' ? 1 : 3);

/** Past this nobody waits for a run to fall quiet whose end nobody can know, so that new leads are heard of while they are new. */
const mostSecondsGrowing = 300;
/** A job is told once it is over. One that takes longer than this is told in parts. */
const mostSecondsRunning = 43_200;
const longestPause = 300;

/** Whether a look has been overtaken, or comes after everything is told. */
export const isOutdated = (notice: Notice, look: Look): boolean =>
  look.number < notice.look || !isPending(notice);

const secondsBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 1_000;

/** A tenth of what it has taken until now: whoever waits for long does not mind. */
const pauseOf = (waited: number): { inSeconds?: number } =>
  waited < 200 ? {} : { inSeconds: Math.min(longestPause, Math.round(waited / 10)) };

/**
 * What is to be done about a notice: it is told when the run is over, as far as that is known, and nothing was added between two looks.
 *
 * @param now ISO 8601
 * @param isRunning whether the run is a job that is known to go on
 */
export const outcomeOf = (
  notice: Notice,
  look: Look,
  { now, isRunning }: { now: string; isRunning: boolean },
): Outcome => {
  if (isOutdated(notice, look)) return { kind: 'nothing' };
  const { claim, noted, since } = notice;
  if (claim !== null) {
    const left = secondsBetween(now, claim.until);
    return left < 0
      ? { kind: 'tell' }
      : { kind: 'lookAgain', seen: null, still: 0, inSeconds: Math.ceil(left) + 1 };
  }
  const waited = secondsBetween(since, now);
  if (isRunning) {
    return waited < mostSecondsRunning
      ? { kind: 'lookAgain', seen: null, still: 0, ...pauseOf(waited) }
      : { kind: 'tell' };
  }
  const still = look.seen === noted ? look.still + 1 : 0;
  return still >= stillLooks(notice) || waited >= mostSecondsGrowing
    ? { kind: 'tell' }
    : { kind: 'lookAgain', seen: noted, still };
};
