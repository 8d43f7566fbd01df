import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { startDynamo } from '../../test/support/dynamo.ts';
import { bucketOnDisk } from './bucket-on-disk.ts';
import { chunkQueue } from './chunk-queue.ts';
import { plentyOfTime } from './plenty-of-time.ts';
import { importFunctions, uploadOf } from './rota.ts';

/** Rows a second, from the file on disk to its last row. */
export type Splitting = { rowsPerSecond: number; csvParseRowsPerSecond: number };

const rounds = 5;

const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
};

/** csv-parse alone, at its fastest: it parses every row and keeps none. */
const parseOnly = async (file: string): Promise<void> => {
  const parser = parse({ bom: true, on_record: () => null });
  await pipeline(createReadStream(file), parser.resume());
};

/**
 * How fast `import-csv` cuts a file into chunks, beside csv-parse on the same file: both several times by turns, and of each the best,
 * since what else the machine does can only slow them down.
 */
export const measureSplitting = async (file: string, rows: number): Promise<Splitting> => {
  const dynamo = await startDynamo();
  const { client, tables } = dynamo;
  const bucket = bucketOnDisk();
  const { split } = importFunctions({ client, tables, bucket }, chunkQueue());
  try {
    let [splitting, parsing] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let round = 0; round < rounds; round++) {
      const upload = uploadOf(bucket.put(`imports/contacts/${round}.csv`, file));
      splitting = Math.min(splitting, await secondsOf(() => split(upload, plentyOfTime)));
      parsing = Math.min(parsing, await secondsOf(() => parseOnly(file)));
    }
    return { rowsPerSecond: rows / splitting, csvParseRowsPerSecond: rows / parsing };
  } finally {
    await dynamo.stop();
  }
};
