import { createHash } from 'node:crypto';
import { chunksOf } from '../../chunks-of.ts';
import type { RowDecision } from '../../domain/import/decide.ts';
import type { ImportJob } from '../../domain/import/import.ts';
import { largestBatch } from '../../domain/rotation/rotation.ts';
import { ulidFrom } from '../../domain/ulid.ts';
import type { QueuedBatch } from '../ports/rotations.ts';
import type { ChunkDeps } from './import-deps.ts';

/** The same for all rows of an import: however many of them mean a record, and however often they come, it is decided once. */
const enrollmentIdOf = ({ id, createdAt }: ImportJob): string => ulidFrom(Date.parse(createdAt), 0, id);

const digest = (recordIds: readonly string[]): string =>
  createHash('sha256').update(recordIds.join()).digest('hex').slice(0, 16);

/**
 * Hands the records that rows have left without an owner to the rotation that the import names. A chunk that comes again sends
 * the same batches, which are known by their ids; one that has other records by now sends others, in which those that have been
 * decided are known by their enrollment.
 */
export const enrollRows = async (
  deps: Pick<ChunkDeps, 'rotationQueue'>,
  job: ImportJob,
  chunk: number,
  decisions: readonly RowDecision[],
): Promise<void> => {
  const { unknownOwner } = job.options;
  if (typeof unknownOwner === 'string' || !('rotationId' in unknownOwner) || job.options.dryRun) return;
  const { rotationId } = unknownOwner;
  const recordIds = decisions
    .toSorted((a, b) => a.row.row - b.row.row)
    .flatMap(({ row, recordId }) => (row.enrolls && recordId !== null ? [recordId] : []));
  const enrollmentId = enrollmentIdOf(job);
  const batches = chunksOf([...new Set(recordIds)], largestBatch).map(
    (ids): QueuedBatch => ({
      batchId: `${enrollmentId}-${String(chunk).padStart(6, '0')}-${digest(ids)}`,
      rotationId,
      enrollments: ids.map((recordId) => ({ recordId, enrollmentId })),
      actor: job.actor,
      runId: job.id,
    }),
  );
  if (batches.length > 0) await deps.rotationQueue.send(batches);
};
