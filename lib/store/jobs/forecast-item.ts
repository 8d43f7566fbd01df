import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as z from 'zod/mini';
import type { ForecastOfChunk } from '../../app/ports/jobs.ts';
import { type Forecast, forecastOutcomes } from '../../domain/import/forecast.ts';
import { fromRanges, toRanges } from '../../domain/import/row-ranges.ts';
import type { Item } from '../batch.ts';
import type { JobKey } from './job-item.ts';
import { chunkDigits } from './marker-item.ts';

/** Not among the markers, so that who lists problems does not read them. */
export const forecastKey = (importId: string, chunk: number): JobKey => ({
  jobId: importId,
  item: `forecast#${String(chunk).padStart(chunkDigits, '0')}`,
});

const nullableText = z.nullable(z.string());

const rowItem = z.tuple([
  z.number(),
  z.enum(forecastOutcomes),
  nullableText,
  z.nullable(z.number()),
  nullableText,
  z.boolean(),
  z.string(),
  z.number(),
]);

const forecastItem = z.object({
  chunk: z.object({
    number: z.number(),
    from: z.number(),
    to: z.number(),
    firstRow: z.number(),
    rows: z.number(),
    repeats: z.string(),
  }),
  rows: z.instanceof(Uint8Array),
});

const allRows = 'all';

/** A row is kept as a list of its values, 500 of them packed: a few kilobytes, of which each costs a write unit. */
const pack = (rows: readonly Forecast[]): Uint8Array =>
  deflateRawSync(
    JSON.stringify(
      rows.map(({ row, outcome, recordId, version, ownerId, rotates, reason, reading }) => [
        row,
        outcome,
        recordId,
        version,
        ownerId,
        rotates,
        reason,
        reading,
      ]),
    ),
  );

const unpack = (packed: Uint8Array): Forecast[] =>
  z
    .parse(z.array(rowItem), JSON.parse(inflateRawSync(packed).toString()))
    .map(([row, outcome, recordId, version, ownerId, rotates, reason, reading]) => ({
      row,
      outcome,
      recordId,
      version,
      ownerId,
      rotates,
      reason,
      reading,
    }));

export const toForecastItem = (importId: string, { chunk, rows }: ForecastOfChunk): Item => ({
  ...forecastKey(importId, chunk.number),
  chunk: { ...chunk, repeats: chunk.repeats === allRows ? allRows : toRanges(chunk.repeats) },
  rows: pack(rows),
});

/** @throws Error if the item is no forecast */
export const fromForecastItem = (item: Item): ForecastOfChunk => {
  const { chunk, rows } = z.parse(forecastItem, item);
  const repeats = chunk.repeats === allRows ? allRows : fromRanges(chunk.repeats);
  return { chunk: { ...chunk, repeats }, rows: unpack(rows) };
};
