import type { Apply } from '../../domain/import/apply.ts';

/** How far dry runs are applied, one for each dry run. */
export type Applies = {
  get(dryRunId: string): Promise<Apply | undefined>;
  /** Keeps it in the place of the version before it. False if that is not the one that is there. */
  save(apply: Apply): Promise<boolean>;
};

/** The way to whoever goes on with it; it may deliver twice. */
export type ApplyQueue = { send(dryRunId: string): Promise<void> };
