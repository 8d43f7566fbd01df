import * as z from 'zod/mini';
import { type CreatedRow, type CreatedRows, createdRowKey } from '../../app/ports/created-rows.ts';
import { fromRanges } from '../../domain/import/row-ranges.ts';
import type { Dynamo } from '../dynamo.ts';
import { chunkPages } from './chunk-pages.ts';
import { chunkOf } from './marker-item.ts';

const createdItem = z.object({ item: z.string(), created: z.string() });

/** A chunk has up to 500 rows; most of the time one holds a whole page. */
const markersAtOnce = 10;

/** Which rows of imports created records, from the markers of their chunks in the table Jobs. */
export const createdRows = (dynamo: Dynamo, table: string): CreatedRows => ({
  async page(importId, { limit, after = '0.0' }) {
    const [fromChunk = 0, fromRow = 0] = after.split('.').map(Number);
    const found: CreatedRow[] = [];
    const pages = chunkPages(
      dynamo,
      table,
      { importId, from: fromChunk, having: 'created' },
      { ProjectionExpression: '#item, created', Limit: markersAtOnce },
    );
    for await (const markers of pages) {
      for (const marker of markers) {
        const { item, created } = z.parse(createdItem, marker);
        const chunk = chunkOf(item);
        const rows = fromRanges(created).filter((row) => chunk > fromChunk || row > fromRow);
        found.push(...rows.map((row) => ({ chunk, row })));
      }
      if (found.length > limit) break;
    }
    const results = found.slice(0, limit);
    const last = results.at(-1);
    return { results, next: found.length > limit && last ? createdRowKey(last) : undefined };
  },
});
