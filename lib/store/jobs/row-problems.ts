import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { ProblemsOfChunk, RowProblems } from '../../app/ports/import-reports.ts';
import type { ChunkPart } from '../../app/ports/jobs.ts';
import type { Dynamo } from '../dynamo.ts';
import { chunkKey, fromMarkerItem, lastChunk } from './marker-item.ts';

type Marker = { chunk: number; part: ChunkPart | undefined; parts: string | undefined };

/** The problems of imports' rows, from the markers of their chunks in the table Jobs, a page of items at a time. */
export const rowProblems = (dynamo: Dynamo, table: string): RowProblems => ({
  async *chunks(importId, after): AsyncGenerator<ProblemsOfChunk> {
    let marker: Marker = { chunk: 0, part: undefined, parts: undefined };
    let start: QueryCommandInput['ExclusiveStartKey'];
    do {
      const page = await dynamo.send(
        new QueryCommand({
          TableName: table,
          ConsistentRead: true,
          KeyConditionExpression: 'jobId = :jobId AND #item BETWEEN :from AND :to',
          FilterExpression: 'attribute_exists(problems)',
          ExpressionAttributeNames: { '#item': 'item' },
          ExpressionAttributeValues: {
            ':jobId': importId,
            ':from': chunkKey(importId, after + 1).item,
            ':to': chunkKey(importId, lastChunk).item,
          },
          ExclusiveStartKey: start,
        }),
      );
      for (const item of (page.Items ?? []).map(fromMarkerItem)) {
        if (item.kind === 'marker') marker = item;
        // Another attempt at the chunk has left it behind.
        else if (item.chunk !== marker.chunk || item.partOf !== marker.parts) continue;
        yield { chunk: item.chunk, part: marker.part, problems: item.problems };
      }
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
  },
});
