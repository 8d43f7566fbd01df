import type { ImportRequest } from '../../domain/import/options.ts';

/** What callers have asked of imports whose files are still to come. */
export type ImportRequests = {
  get(importId: string): Promise<ImportRequest | undefined>;
  /** Keeps a request under its import's id, which nobody else has. */
  keep(request: ImportRequest, at: string): Promise<void>;
};
