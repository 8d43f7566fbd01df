import type { EnvironmentSettings, InvocationMessage, InvocationResult } from './messages.ts';

/** Whether functions run in threads of the host, or in processes of their own, as on Lambda: those start slower. */
export type Isolation = 'threads' | 'processes';

export interface VesselOptions {
  readonly settings: EnvironmentSettings;
  readonly variables: Readonly<Record<string, string>>;
  /** Called with what the function writes. */
  readonly onOutput: (text: string) => void;
  readonly onResult: (result: InvocationResult) => void;
  /** Called with an error that nobody caught, a rejection that nobody handled, or because the heap is full. */
  readonly onError: (error: unknown) => void;
  readonly onExit: (code: number | null) => void;
}

/** What a function runs in. */
export interface Vessel {
  /** The process that it is in. */
  readonly pid: number;
  send(message: InvocationMessage): void;
  stop(): Promise<void>;
}

export const BOOTSTRAP = new URL('./bootstrap.ts', import.meta.url);

export const EXEC_ARGV = ['--disable-warning=ExperimentalWarning'];
