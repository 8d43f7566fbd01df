import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod/mini';

/** How far each consumer has come in each shard. */
export interface Checkpoints {
  /** The last position that is done, or undefined: begin with the oldest record. */
  read(consumer: string, shardId: string): string | undefined;
  write(consumer: string, shardId: string, position: string): void;
}

const stored = z.record(z.string(), z.string());

/**
 * Checkpoints in memory or, given a file, on disk after every batch. A crash between a batch and its checkpoint makes the batch
 * come again, as on AWS; none is lost.
 */
export function createCheckpoints(file: string | undefined): Checkpoints {
  const positions = new Map(file === undefined ? [] : Object.entries(readStored(file)));
  return {
    read: (consumer, shardId) => positions.get(`${consumer} ${shardId}`),
    write: (consumer, shardId, position) => {
      positions.set(`${consumer} ${shardId}`, position);
      if (file === undefined) return;
      // Renaming is atomic: a crash while writing leaves the older checkpoint, not half a file.
      writeFileSync(`${file}.new`, JSON.stringify(Object.fromEntries(positions)));
      renameSync(`${file}.new`, file);
    },
  };
}

function readStored(file: string): Record<string, string> {
  try {
    return stored.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}
