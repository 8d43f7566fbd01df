import type { ChunkReport } from '../../app/ports/jobs.ts';
import type { RowTally } from '../../domain/import/import.ts';
import { pauseBefore } from '../../pause.ts';
import type { Dynamo } from '../dynamo.ts';
import { type TransactionItem, transact } from '../transaction.ts';
import { jobKey, mostAttempts, toMarkerItem } from './job-item.ts';

const counters = [
  'created',
  'updated',
  'unchanged',
  'failed',
  'errors',
] as const satisfies readonly (keyof RowTally)[];

const addTally = (table: string, importId: string, tally: RowTally, at: string): TransactionItem => ({
  Update: {
    TableName: table,
    Key: jobKey(importId),
    UpdateExpression: `SET updatedAt = :at, doneChunks = doneChunks + :one, ${counters
      .map((name) => `tally.#${name} = tally.#${name} + :${name}`)
      .join(', ')}`,
    ConditionExpression: 'attribute_exists(jobId)',
    ExpressionAttributeNames: Object.fromEntries(counters.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ':at': at,
      ':one': 1,
      ...Object.fromEntries(counters.map((name) => [`:${name}`, tally[name]])),
    },
  },
});

/**
 * Puts a chunk's marker (condition: there is none) and moves the import's counters, in one transaction, so that a chunk that
 * comes again is not counted again. Chunks that finish at the same moment meet on the import's item; the loser tries again.
 *
 * @returns false if the chunk was counted before
 * @throws Error if there is no such import, or if others held its item for ten attempts
 */
export const countChunk = async (
  dynamo: Dynamo,
  table: string,
  { importId, report, at }: { importId: string; report: ChunkReport; at: string },
): Promise<boolean> => {
  const { chunk, tally, problems } = report;
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    if (attempt > 0) await pauseBefore(attempt);
    const result = await transact(dynamo, [
      {
        Put: {
          TableName: table,
          Item: toMarkerItem(importId, chunk, { at, problems }),
          ConditionExpression: 'attribute_not_exists(jobId)',
        },
      },
      addTally(table, importId, tally, at),
    ]);
    if (result.committed) return true;
    const [marker, job] = result.verdicts;
    if (marker?.verdict === 'condition') return false;
    if (job?.verdict === 'condition') throw new Error(`There is no import ${importId}.`);
  }
  throw new Error(`Chunk ${chunk} of import ${importId} could not be counted: others held the import.`);
};
