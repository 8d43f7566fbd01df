import type { Occasion } from './gain.ts';

/**
 * What is known of one occasion. Entries with gains are numbered as they come; those up to `told` have been told. While there are others,
 * somebody looks at it again and again, until it is time to tell.
 */
export type Notice = Occasion & {
  id: string;
  noted: number;
  told: number;
  /** When the first entry that is not told was noted. */
  since: string;
  /** The number of the newest look: who comes with an older one has been overtaken. */
  look: number;
  /** When somebody should have looked at it again. */
  expectedBy: string;
  /** Who is telling the entries up to `upTo`, by the version that they made, and until when nobody else may. */
  claim: { upTo: number; holder: number; until: string } | null;
  version: number;
  createdAt: string;
};

export const isPending = ({ noted, told }: Notice): boolean => noted > told;

/** Longer than a claim lasts, a queue hides a failed message, or a look may be put off, all together. */
const slackSeconds = 1_800;
/** Longer than whoever tells is given. */
const claimSeconds = 90;

export const secondsAfter = (at: string, seconds: number): string =>
  new Date(Date.parse(at) + seconds * 1_000).toISOString();

/** A notice to which nothing has been noted yet. */
export const newNotice = (id: string, occasion: Occasion, at: string): Notice => ({
  ...occasion,
  id,
  noted: 0,
  told: 0,
  since: at,
  look: 0,
  expectedBy: at,
  claim: null,
  version: 0,
  createdAt: at,
});

/** Whether somebody is going to look at it, as far as anybody can tell. */
export const isLookedAfter = (notice: Notice, now: string): boolean =>
  isPending(notice) && now <= notice.expectedBy;

/** With one more entry. Who looks after it goes on; if nobody does, there is a next look to be sent. */
export const withEntry = (notice: Notice, now: string): Notice => {
  const next = { ...notice, noted: notice.noted + 1, version: notice.version + 1 };
  if (isLookedAfter(notice, now)) return next;
  const since = isPending(notice) ? notice.since : now;
  return { ...next, since, look: notice.look + 1, expectedBy: secondsAfter(now, slackSeconds) };
};

/** With a further look on its way. */
export const lookedAt = (notice: Notice, look: number, now: string): Notice => ({
  ...notice,
  look,
  expectedBy: secondsAfter(now, slackSeconds),
  version: notice.version + 1,
});

/** Claimed by one who tells. Who takes over from one that died tells the same, so that it is known as a repetition. */
export const claimed = (notice: Notice, now: string): Notice & { claim: NonNullable<Notice['claim']> } => {
  const version = notice.version + 1;
  const upTo = notice.claim?.upTo ?? notice.noted;
  const claim = { upTo, holder: version, until: secondsAfter(now, claimSeconds) };
  return { ...notice, claim, version };
};

/** With everything told that was claimed. What came meanwhile has been waiting since now. */
export const toldAsClaimed = (notice: Notice, now: string): Notice => ({
  ...notice,
  told: notice.claim?.upTo ?? notice.told,
  since: now,
  claim: null,
  version: notice.version + 1,
});
