import type { ForecastOfChunk } from './jobs.ts';

/** What dry runs have said, chunk by chunk. It is kept as the chunk is counted, and never changes. */
export type Forecasts = {
  get(importId: string, chunk: number): Promise<ForecastOfChunk | undefined>;
  /** Those of the next chunks behind chunk `after`, in the order of the file. */
  page(importId: string, page: { after: number; limit: number }): Promise<ForecastOfChunk[]>;
};
