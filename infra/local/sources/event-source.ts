import type { HostLog } from '../log.ts';

/** Something that invokes until it is closed. */
export interface EventSource {
  /** Stops it and waits, for a short while, for what is being processed. */
  close(): Promise<void>;
}

/** What every source takes from the options of the host. */
export interface SourceOptions {
  readonly log: HostLog;
  /** How often each batch or event is handed to its function, to show that consumers are idempotent. */
  readonly deliveries: number;
  /** Replaces every waiting time before a retry. */
  readonly retryDelayMs: number | undefined;
}
