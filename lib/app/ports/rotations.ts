import type { CrmRecord } from '../../domain/record/record.ts';
import type { Batch, Decision } from '../../domain/rotation/decide.ts';
import type { Rotation } from '../../domain/rotation/rotation.ts';
import type { Standings } from '../../domain/rotation/standings.ts';
import type { Settings } from '../../domain/settings.ts';
import type { Page, PageRequest } from './directory.ts';

/** The rotations as they are set up, each together with the standings that it opened. */
export type RotationStore = {
  get(id: string): Promise<Rotation | undefined>;
  list(page: PageRequest): Promise<Page<Rotation>>;
  /** False if the id is taken. */
  create(rotation: Rotation, standings: Standings): Promise<boolean>;
  /**
   * Saves a change of the rotation and of its standings together, if neither has moved since it was read.
   * False if one has: every decision that is on its way has then been fenced off or has come first.
   */
  replace(change: {
    before: Rotation;
    after: Rotation;
    standingsBefore: Standings;
    standingsAfter: Standings;
  }): Promise<boolean>;
};

/** What a batch is decided on. The rotation is at least as new as the standings, on which the commit is conditional. */
export type DecisionBasis = {
  rotation: Rotation | undefined;
  standings: Standings | undefined;
  decision: Decision | undefined;
  settings: Settings;
};

export type DecisionCommit = {
  rotation: Rotation;
  standingsBefore: Standings;
  standingsAfter: Standings;
  decision: Decision;
  /** The records as they were read, by id: each pick is conditional on its version. */
  records: ReadonlyMap<string, CrmRecord>;
  actor: string;
  runId: string;
};

/** The standings and the log of decisions. */
export type RotationLedger = {
  standings(rotationId: string): Promise<Standings | undefined>;
  basisOf(rotationId: string, batchId: string): Promise<DecisionBasis>;
  /**
   * Writes a decision, the standings after it and every owner that it picked, all or nothing. `MOVED`: the standings or a
   * record changed since they were read, or somebody else was writing them; decide again. `DECIDED`: this batch already is.
   */
  commit(commit: DecisionCommit): Promise<'COMMITTED' | 'MOVED' | 'DECIDED'>;
  decision(rotationId: string, batchId: string): Promise<Decision | undefined>;
  /** Newest batch first. */
  decisions(rotationId: string, page: PageRequest): Promise<Page<Decision>>;
};

/** The way from an enrollment to its decision. One rotation's batches are handed on one at a time. */
export type RotationQueue = { send(batches: readonly QueuedBatch[]): Promise<void> };

/** A batch as it travels, with whom and what it came from. */
export type QueuedBatch = Batch & { actor: string; runId: string };
