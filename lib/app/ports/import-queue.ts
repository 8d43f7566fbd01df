import type { Chunk, SplitCursor } from '../../domain/import/chunk.ts';

/** The way from the splitter to whoever works on an import; it may deliver twice and in any order. */
export type ImportQueue = {
  /** Chunks whose rows are to be written. */
  send(importId: string, chunks: readonly Chunk[]): Promise<void>;
  /** A file that is to be cut on from where the splitter ran out of time. */
  sendRest(importId: string, split: SplitCursor): Promise<void>;
};
