import { Worker } from 'node:worker_threads';
import type { EnvironmentSettings, FunctionError, InvocationMessage, InvocationResult } from './messages.ts';

/** One execution environment: a thread that serves one invocation at a time. */
export interface ExecutionEnvironment {
  /** Runs one invocation. The environment is spent when the function crashed or ran out of time. */
  invoke(message: InvocationMessage): Promise<InvocationResult>;
  isSpent(): boolean;
  close(): Promise<void>;
}

export interface EnvironmentOptions {
  readonly settings: EnvironmentSettings;
  readonly variables: Readonly<Record<string, string>>;
  /** Called with what the function writes. */
  readonly onOutput: (text: string) => void;
}

const BOOTSTRAP = new URL('./bootstrap.ts', import.meta.url);

const crash = (errorType: string, errorMessage: string): FunctionError => ({ errorType, errorMessage });

/** Starts a thread with the function's memory size as its heap limit. */
export function startEnvironment({
  settings,
  variables,
  onOutput,
}: EnvironmentOptions): ExecutionEnvironment {
  const worker = new Worker(BOOTSTRAP, {
    name: settings.functionName,
    workerData: settings,
    env: { ...variables },
    execArgv: ['--enable-source-maps', '--disable-warning=ExperimentalWarning'],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: settings.memoryMegabytes },
  });
  worker.stdout.on('data', (chunk: Buffer) => onOutput(chunk.toString()));
  worker.stderr.on('data', (chunk: Buffer) => onOutput(chunk.toString()));

  let spent = false;
  let settle: (result: InvocationResult) => void = () => undefined;
  const fail = (error: FunctionError) => {
    spent = true;
    settle({ ok: false, error });
  };
  worker.on('message', (result: InvocationResult) => settle(result));
  worker.on('error', (error: unknown) => {
    // An error that nobody caught, a rejection that nobody handled, or a heap that is full.
    const { name, message, code }: NodeJS.ErrnoException =
      error instanceof Error ? error : new Error(String(error));
    fail(crash(code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'Runtime.OutOfMemory' : name, message));
  });
  worker.on('exit', (code) =>
    fail(crash('Runtime.ExitError', `Error: Runtime exited with error: exit status ${code}`)),
  );

  return {
    invoke: (message) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => {
          fail(crash('Sandbox.Timedout', `${message.requestId} Task timed out`));
          void worker.terminate();
        }, message.deadline - Date.now());
        settle = (result) => {
          clearTimeout(timer);
          settle = () => undefined;
          resolve(result);
        };
        if (spent) settle({ ok: false, error: crash('Runtime.ExitError', 'The runtime has exited.') });
        else worker.postMessage(message);
      }),
    isSpent: () => spent,
    close: async () => {
      spent = true;
      await worker.terminate();
    },
  };
}
