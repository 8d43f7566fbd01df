import { decideBatch } from '../../domain/rotation/decide.ts';
import type { Decision } from '../../domain/rotation/decision.ts';
import { candidatesOf } from '../../domain/rotation/eligibility.ts';
import { lastResortOf } from '../../domain/rotation/last-resort.ts';
import type { OwnerStore } from '../ports/directory.ts';
import type { RecordStore } from '../ports/records.ts';
import type { DecisionCommit, QueuedBatch, RotationLedger } from '../ports/rotations.ts';

export type WeighDeps = {
  ledger: Pick<RotationLedger, 'basisOf'>;
  records: Pick<RecordStore, 'getMany'>;
  owners: Pick<OwnerStore, 'all'>;
  now: () => string;
  newSeed: () => string;
};

/** What a batch comes to: a decision that is made already, one that can be committed, or none. */
export type Weighed =
  | { outcome: 'DECIDED_BEFORE'; decision: Decision }
  | { outcome: 'NO_SUCH_ROTATION' }
  | { outcome: 'TO_COMMIT'; commit: DecisionCommit };

/** Reads everything that a batch is to be decided on, and decides it. Nothing is written. */
export const weigh = async (deps: WeighDeps, batch: QueuedBatch): Promise<Weighed> => {
  const { rotation, standings, settings, ...basis } = await deps.ledger.basisOf(
    batch.rotationId,
    batch.batchId,
  );
  if (basis.decision !== undefined) return { outcome: 'DECIDED_BEFORE', decision: basis.decision };
  if (rotation === undefined || standings === undefined) return { outcome: 'NO_SUCH_ROTATION' };

  const ids = batch.enrollments.map(({ recordId }) => recordId);
  const [records, everybody] = await Promise.all([
    deps.records.getMany(rotation.objectType, ids),
    deps.owners.all(),
  ]);
  const at = deps.now();
  const { decision, standings: standingsAfter } = decideBatch({
    rotation,
    standings,
    candidates: candidatesOf(rotation, { everybody, seatRule: settings, daily: standings.daily, at }),
    lastResort: lastResortOf({ rotation, batch, everybody, at }),
    records,
    batch,
    seed: deps.newSeed(),
    at,
  });
  const { actor, runId, workflow } = batch;
  const by = { actor, runId, workflow };
  const commit = { rotation, standingsBefore: standings, standingsAfter, decision, records, ...by };
  return { outcome: 'TO_COMMIT', commit };
};
