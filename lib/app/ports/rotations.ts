import type { Job } from '../../domain/job/job.ts';
import type { CrmRecord } from '../../domain/record/record.ts';
import type { Batch, BatchWorkflow } from '../../domain/rotation/batch.ts';
import type { Decision } from '../../domain/rotation/decision.ts';
import type { Enrollment, Rotation } from '../../domain/rotation/rotation.ts';
import type { Alignment, Realignment, Standings } from '../../domain/rotation/standings.ts';
import type { Settings } from '../../domain/settings.ts';
import type { Page, PageRequest } from './directory.ts';

/** The rotations as they are set up, each together with the standings that it opened. */
export type RotationStore = {
  get(id: string): Promise<Rotation | undefined>;
  list(page: PageRequest): Promise<Page<Rotation>>;
  /**
   * @param restsOn the rotations that it falls back upon, as they were read
   * @returns false if the id is taken, or one of those has changed since
   */
  create(rotation: Rotation, standings: Standings, restsOn: readonly Rotation[]): Promise<boolean>;
  /**
   * Saves a change of the rotation and of its standings together, if neither has moved since it was read, nor a rotation that it
   * falls back upon. False if one has: every decision that is on its way has then been fenced off or has come first.
   */
  replace(change: {
    before: Rotation;
    after: Rotation;
    standings: Realignment;
    restsOn: readonly Rotation[];
  }): Promise<boolean>;
};

/** What a batch is decided on. The rotation is at least as new as the standings, on which the commit is conditional. */
export type DecisionBasis = {
  rotation: Rotation | undefined;
  standings: Standings | undefined;
  decision: Decision | undefined;
  settings: Settings;
};

/**
 * A batch that waits for somebody to become eligible. Each decision about a part of it moves `round`, so that it is known which
 * part is still to be decided.
 */
export type HeldBatch = {
  rotationId: string;
  heldId: string;
  round: number;
  /** When it waits no longer. ISO 8601. */
  until: string;
  enrollments: Enrollment[];
  actor: string;
  runId: string;
  workflow?: BatchWorkflow;
};

/** A change of what is held: from nothing, if it was not held before; to nothing, if all of it is decided. */
export type HeldChange = { before: HeldBatch | undefined; after: HeldBatch | undefined };

export type DecisionCommit = {
  rotation: Rotation;
  standingsBefore: Standings;
  standingsAfter: Standings;
  decision: Decision;
  /** The records as they were read, by id: each write is conditional on its version. */
  records: ReadonlyMap<string, CrmRecord>;
  actor: string;
  runId: string;
  workflow?: BatchWorkflow | undefined;
  held?: HeldChange | undefined;
  /** The job that has the batch decided, as it was and as it is after it: it goes on only together with the decision. */
  job?: { before: Job; after: Job };
};

/** The standings and the log of decisions. */
export type RotationLedger = {
  standings(rotationId: string): Promise<Standings | undefined>;
  basisOf(rotationId: string, batchId: string): Promise<DecisionBasis>;
  /**
   * Writes a decision, the standings after it and every record that it is about, all or nothing. `MOVED`: the standings or a
   * record changed since they were read, or somebody else was writing them; decide again. `DECIDED`: this batch already is.
   */
  commit(commit: DecisionCommit): Promise<'COMMITTED' | 'MOVED' | 'DECIDED'>;
  /** Saves standings that were moved by a change of members. False if they have moved since they were read. */
  realign(realignment: Realignment): Promise<boolean>;
  decision(rotationId: string, batchId: string): Promise<Decision | undefined>;
  /** Newest batch first. */
  decisions(rotationId: string, page: PageRequest): Promise<Page<Decision>>;
  /** In the order in which they were made. */
  alignments(rotationId: string): Promise<Alignment[]>;
  /** Those that have waited longest first. */
  held(rotationId: string, most: number): Promise<HeldBatch[]>;
  /** The rotations in which something is held. They may be a moment behind. */
  rotationsThatHold(): Promise<string[]>;
  /** Changes what is held, unless that has happened already. */
  changeHeld(change: HeldChange & { before: HeldBatch }): Promise<void>;
};

/** The way from an enrollment to its decision. One rotation's messages are handed on one at a time. */
export type RotationQueue = {
  send(batches: readonly QueuedBatch[]): Promise<void>;
  /** Has everything that a rotation holds tried again. */
  retryHeld(rotationIds: readonly string[]): Promise<void>;
};

/** A batch as it travels, with whom and what it came from. */
export type QueuedBatch = Batch & { actor: string; runId: string };
