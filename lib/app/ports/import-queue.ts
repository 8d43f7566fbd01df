import type { Chunk } from '../../domain/import/import.ts';

/** The way from the splitter to whoever writes the rows of a chunk; it may deliver twice and in any order. */
export type ImportQueue = { send(importId: string, chunks: readonly Chunk[]): Promise<void> };
