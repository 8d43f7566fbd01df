import { decideBatch } from '../../domain/rotation/decide.ts';
import { candidatesOf } from '../../domain/rotation/eligibility.ts';
import type { OwnerStore } from '../ports/directory.ts';
import type { RecordStore } from '../ports/records.ts';
import type { QueuedBatch, RotationLedger } from '../ports/rotations.ts';
import { again, done, type Try, untilSettled } from '../retry.ts';

export type RotateDeps = {
  ledger: Pick<RotationLedger, 'basisOf' | 'commit'>;
  records: Pick<RecordStore, 'getMany'>;
  owners: Pick<OwnerStore, 'all'>;
  now: () => string;
  newSeed: () => string;
};

/** What a batch came to: `DECIDED_BEFORE` when an earlier delivery had done it already. */
export type Rotated = {
  outcome: 'DECIDED' | 'DECIDED_BEFORE' | 'NO_SUCH_ROTATION';
  picked: number;
  skipped: number;
};

const nothing = { picked: 0, skipped: 0 };

/**
 * Reads what the batch is to be decided on, decides it, and commits the decision with its records in one transaction. If
 * anything that it rests on has moved meanwhile, nothing was written and it is decided anew.
 *
 * @throws Conflict if others kept writing in between; the message is then to be delivered again
 */
export const rotate = (deps: RotateDeps, batch: QueuedBatch): Promise<Rotated> =>
  untilSettled(async (): Promise<Try<Rotated>> => {
    const basis = await deps.ledger.basisOf(batch.rotationId, batch.batchId);
    const { rotation, standings, settings } = basis;
    if (basis.decision !== undefined) return done({ outcome: 'DECIDED_BEFORE', ...nothing });
    if (rotation === undefined || standings === undefined)
      return done({ outcome: 'NO_SUCH_ROTATION', ...nothing });

    const ids = batch.enrollments.map(({ recordId }) => recordId);
    const [records, everybody] = await Promise.all([
      deps.records.getMany(rotation.objectType, ids),
      deps.owners.all(),
    ]);
    const { decision, standings: standingsAfter } = decideBatch({
      rotation,
      standings,
      candidates: candidatesOf(rotation, everybody, settings),
      records,
      batch,
      seed: deps.newSeed(),
      at: deps.now(),
    });
    const { actor, runId } = batch;
    const result = await deps.ledger.commit({
      rotation,
      standingsBefore: standings,
      standingsAfter,
      decision,
      records,
      actor,
      runId,
    });
    if (result === 'MOVED') return again;
    if (result === 'DECIDED') return done({ outcome: 'DECIDED_BEFORE', ...nothing });
    return done({ outcome: 'DECIDED', picked: decision.picks.length, skipped: decision.skipped.length });
  });
