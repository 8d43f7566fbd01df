import type { EnvironmentSettings, FunctionError, InvocationMessage, InvocationResult } from './messages.ts';
import { startProcess } from './process-vessel.ts';
import { startThread } from './thread-vessel.ts';
import type { Isolation } from './vessel.ts';

/** One execution environment: a thread or a process that serves one invocation at a time. */
export interface ExecutionEnvironment {
  /** Runs one invocation. The environment is spent when the function crashed or ran out of time. */
  invoke(message: InvocationMessage): Promise<InvocationResult>;
  isSpent(): boolean;
  /** The process that it is in. */
  readonly pid: number;
  close(): Promise<void>;
}

export interface EnvironmentOptions {
  readonly settings: EnvironmentSettings;
  readonly variables: Readonly<Record<string, string>>;
  /** Called with what the function writes. */
  readonly onOutput: (text: string) => void;
  readonly isolation?: Isolation | undefined;
}

const crash = (errorType: string, errorMessage: string): FunctionError => ({ errorType, errorMessage });

/** Starts what the function runs in. */
export function startEnvironment({
  settings,
  variables,
  onOutput,
  isolation = 'threads',
}: EnvironmentOptions): ExecutionEnvironment {
  let spent = false;
  let settle: (result: InvocationResult) => void = () => undefined;
  const fail = (error: FunctionError) => {
    spent = true;
    settle({ ok: false, error });
  };
  const start = isolation === 'threads' ? startThread : startProcess;
  const vessel = start({
    settings,
    variables,
    onOutput,
    onResult: (result) => settle(result),
    onError: (error) => {
      const { name, message, code }: NodeJS.ErrnoException =
        error instanceof Error ? error : new Error(String(error));
      fail(crash(code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'Runtime.OutOfMemory' : name, message));
    },
    onExit: (code) =>
      fail(crash('Runtime.ExitError', `Error: Runtime exited with error: exit status ${code}`)),
  });

  return {
    invoke: (message) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => {
          fail(crash('Sandbox.Timedout', `${message.requestId} Task timed out`));
          void vessel.stop();
        }, message.deadline - Date.now());
        settle = (result) => {
          clearTimeout(timer);
          settle = () => undefined;
          resolve(result);
        };
        if (spent) settle({ ok: false, error: crash('Runtime.ExitError', 'The runtime has exited.') });
        else vessel.send(message);
      }),
    isSpent: () => spent,
    pid: vessel.pid,
    close: async () => {
      spent = true;
      await vessel.stop();
    },
  };
}
