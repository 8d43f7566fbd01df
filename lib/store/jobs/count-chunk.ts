import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { ChunkReport } from '../../app/ports/jobs.ts';
import type { RowTally } from '../../domain/import/import.ts';
import { pauseBefore } from '../../pause.ts';
import type { Dynamo } from '../dynamo.ts';
import { type TransactionItem, transact } from '../transaction.ts';
import { toForecastItem } from './forecast-item.ts';
import { jobKey } from './job-item.ts';
import { toMarkerItems } from './marker-item.ts';

/** How often a chunk is tried to be counted while others are. */
const mostAttempts = 10;

const counters = [
  'created',
  'updated',
  'unchanged',
  'failed',
  'errors',
] as const satisfies readonly (keyof RowTally)[];

const addReport = (
  table: string,
  importId: string,
  { tally, bytes }: ChunkReport,
  at: string,
): TransactionItem => ({
  Update: {
    TableName: table,
    Key: jobKey(importId),
    UpdateExpression: `SET updatedAt = :at, doneChunks = doneChunks + :one, doneBytes = if_not_exists(doneBytes, :zero) + :bytes, ${counters
      .map((name) => `tally.#${name} = tally.#${name} + :${name}`)
      .join(', ')}`,
    ConditionExpression: 'attribute_exists(jobId)',
    ExpressionAttributeNames: Object.fromEntries(counters.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ':at': at,
      ':one': 1,
      ':zero': 0,
      ':bytes': bytes,
      ...Object.fromEntries(counters.map((name) => [`:${name}`, tally[name]])),
    },
  },
});

/**
 * Puts a chunk's marker (condition: there is none) and moves the import's counters, in one transaction, so that a chunk that
 * comes again is not counted again; what a dry run says of it goes with them. Chunks that finish at the same moment meet on the import's item; the loser tries again.
 * Problems that do not fit the marker are written before it, under a name that only the marker makes count.
 *
 * @returns false if the chunk was counted before
 * @throws Error if there is no such import, or if others held its item for ten attempts
 */
export const countChunk = async (
  dynamo: Dynamo,
  table: string,
  { importId, report, at }: { importId: string; report: ChunkReport; at: string },
): Promise<boolean> => {
  const { chunk } = report;
  const { marker: item, parts } = toMarkerItems(importId, report, { at, attempt: randomUUID() });
  for (const part of parts) await dynamo.send(new PutCommand({ TableName: table, Item: part }));
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    if (attempt > 0) await pauseBefore(attempt);
    const result = await transact(dynamo, [
      {
        Put: {
          TableName: table,
          Item: item,
          ConditionExpression: 'attribute_not_exists(jobId)',
        },
      },
      addReport(table, importId, report, at),
      ...(report.forecast === undefined
        ? []
        : [{ Put: { TableName: table, Item: toForecastItem(importId, report.forecast) } }]),
    ]);
    if (result.committed) return true;
    const [marker, job] = result.verdicts;
    if (marker?.verdict === 'condition') return false;
    if (job?.verdict === 'condition') throw new Error(`There is no import ${importId}.`);
  }
  throw new Error(`Chunk ${chunk} of import ${importId} could not be counted: others held the import.`);
};
