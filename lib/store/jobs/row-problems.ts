import type { ProblemsOfChunk, RowProblems } from '../../app/ports/import-reports.ts';
import type { ChunkPart } from '../../app/ports/jobs.ts';
import type { Dynamo } from '../dynamo.ts';
import { chunkPages } from './chunk-pages.ts';
import { fromMarkerItem } from './marker-item.ts';

type Marker = { chunk: number; at: string; part: ChunkPart | undefined; parts: string | undefined };

/** The problems of an import's rows from a chunk on, and when the chunk was counted, as they are read. */
export async function* problemsFrom(
  dynamo: Dynamo,
  table: string,
  wanted: { importId: string; from: number },
): AsyncGenerator<ProblemsOfChunk & { at: string }> {
  let marker: Marker = { chunk: 0, at: '', part: undefined, parts: undefined };
  for await (const items of chunkPages(dynamo, table, { ...wanted, having: 'problems' })) {
    for (const item of items.map(fromMarkerItem)) {
      if (item.kind === 'marker') marker = item;
      // Another attempt at the chunk was cut short and has left it behind.
      else if (item.chunk !== marker.chunk || item.partOf !== marker.parts) continue;
      yield { chunk: item.chunk, at: marker.at, part: marker.part, problems: item.problems };
    }
  }
}

/** The problems of imports' rows, from the markers of their chunks in the table Jobs, a page of items at a time. */
export const rowProblems = (dynamo: Dynamo, table: string): RowProblems => ({
  async *chunks(importId, after): AsyncGenerator<ProblemsOfChunk> {
    for await (const { chunk, part, problems } of problemsFrom(dynamo, table, { importId, from: after + 1 }))
      yield { chunk, part, problems };
  },
});
