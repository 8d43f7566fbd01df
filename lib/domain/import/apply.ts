import type { Problem } from '../errors.ts';

/**
 * How far the applying of a dry run is: its chunks are compared with what is there now, then handed out to be written. It is
 * refused if one of them is not as it was, before anything is written.
 */
export const applyStates = ['VERIFYING', 'REFUSED', 'STARTING', 'STARTED'] as const;
export type ApplyState = (typeof applyStates)[number];

export type Apply = {
  dryRunId: string;
  /** The import that writes what the dry run has said; it is there from STARTING on. */
  importId: string;
  actor: string;
  state: ApplyState;
  /** The last chunk that is done in this state. */
  afterChunk: number;
  /** What has changed since, as far as it was looked for. */
  changed: Problem[];
  updatedAt: string;
  /** Counts its writes, each of which is conditional on it. */
  version: number;
};

/** Whether somebody is at work on it, or should be. */
export const isUnderWay = ({ state }: Apply): boolean => state === 'VERIFYING' || state === 'STARTING';
