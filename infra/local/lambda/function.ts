import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { HostLog } from '../log.ts';
import { type EnvironmentOptions, type ExecutionEnvironment, startEnvironment } from './environment.ts';
import type { FunctionError, InvocationResult } from './messages.ts';

/** The outcome of an invocation that did run. */
export type Invocation = { readonly requestId: string } & InvocationResult;

/** Counters since the start, for tests and for the curious. */
export interface FunctionStats {
  readonly invocations: number;
  readonly errors: number;
  readonly coldStarts: number;
  readonly throttles: number;
}

/** A deployed function: a queue of invocations before a pool of execution environments. */
export interface LocalFunction {
  readonly name: string;
  readonly arn: string;
  readonly reservedConcurrency: number | undefined;
  /** Invokes, waiting for a free environment where all are busy. */
  invoke(event: unknown): Promise<Invocation>;
  /** Invokes unless the function's reserved concurrency is used up: then gives undefined (throttled). */
  tryInvoke(event: unknown): Promise<Invocation> | undefined;
  stats(): FunctionStats;
  close(): Promise<void>;
}

export interface FunctionOptions extends Omit<EnvironmentOptions, 'onOutput'> {
  readonly timeoutSeconds: number;
  readonly reservedConcurrency?: number | undefined;
  readonly log: HostLog;
  /** Called with the function's name and the process of each environment that is started. */
  readonly onStart?: ((functionName: string, pid: number) => void) | undefined;
}

/** Lambda's limit on what a function may answer, and on what a synchronous invocation may bring. */
export const MAX_PAYLOAD_BYTES = 6_291_556;

/**
 * Without reserved concurrency Lambda would start up to a thousand environments. On one machine more threads than two a
 * core only take memory and time from one another, so further invocations wait.
 */
const MAX_ENVIRONMENTS = Math.min(10, Math.max(4, 2 * availableParallelism()));

const STOPPING: FunctionError = { errorType: 'Host.Stopping', errorMessage: 'The local host is stopping.' };

export function createFunction(options: FunctionOptions): LocalFunction {
  const { settings, timeoutSeconds, reservedConcurrency, log } = options;
  const limit = reservedConcurrency ?? MAX_ENVIRONMENTS;
  const idle: ExecutionEnvironment[] = [];
  const all = new Set<ExecutionEnvironment>();
  const waiting: ((environment: ExecutionEnvironment | undefined) => void)[] = [];
  const stats = { invocations: 0, errors: 0, coldStarts: 0, throttles: 0 };
  let busy = 0;
  let closed = false;

  const start = (): ExecutionEnvironment => {
    stats.coldStarts += 1;
    const environment = startEnvironment({
      ...options,
      onOutput: (text) => log.output(settings.functionName, text),
    });
    all.add(environment);
    options.onStart?.(settings.functionName, environment.pid);
    return environment;
  };
  /** An idle environment, or a new one; environments that crashed while idle are dropped. */
  const take = (): ExecutionEnvironment => {
    for (let candidate = idle.pop(); candidate !== undefined; candidate = idle.pop()) {
      if (!candidate.isSpent()) return candidate;
      all.delete(candidate);
    }
    return start();
  };
  const acquire = (): Promise<ExecutionEnvironment | undefined> => {
    if (closed) return Promise.resolve(undefined);
    if (busy >= limit) return new Promise((resolve) => waiting.push(resolve));
    busy += 1;
    return Promise.resolve(take());
  };
  const release = (environment: ExecutionEnvironment) => {
    if (environment.isSpent()) all.delete(environment);
    else idle.push(environment);
    const next = waiting.shift();
    if (next !== undefined) next(closed ? undefined : take());
    else busy -= 1;
  };

  const invoke = async (event: unknown): Promise<Invocation> => {
    const payload = JSON.stringify(event);
    const environment = await acquire();
    const requestId = randomUUID();
    if (environment === undefined) return { requestId, ok: false, error: STOPPING };
    stats.invocations += 1;
    const deadline = Date.now() + timeoutSeconds * 1_000;
    const result = checkSize(await environment.invoke({ requestId, payload, deadline }));
    release(environment);
    if (!result.ok && !closed) {
      stats.errors += 1;
      log.error(describeFailure(settings.functionName, result.error, { requestId, timeoutSeconds }));
    }
    return { requestId, ...result };
  };

  return {
    name: settings.functionName,
    arn: settings.functionArn,
    reservedConcurrency,
    invoke,
    tryInvoke: (event) => {
      if (reservedConcurrency === undefined || busy < reservedConcurrency) return invoke(event);
      stats.throttles += 1;
      return;
    },
    stats: () => ({ ...stats }),
    close: async () => {
      closed = true;
      for (const next of waiting.splice(0)) next(undefined);
      await Promise.all([...all].map((environment) => environment.close()));
    },
  };
}

function checkSize(result: InvocationResult): InvocationResult {
  if (!result.ok) return result;
  const bytes = Buffer.byteLength(result.payload);
  if (bytes <= MAX_PAYLOAD_BYTES) return result;
  const errorMessage = `Response payload size (${bytes} bytes) exceeded maximum allowed payload size (${MAX_PAYLOAD_BYTES} bytes).`;
  return { ok: false, error: { errorType: 'Function.ResponseSizeTooLarge', errorMessage } };
}

function describeFailure(
  name: string,
  { errorType, errorMessage, trace }: FunctionError,
  { requestId, timeoutSeconds }: { requestId: string; timeoutSeconds: number },
): string {
  if (errorType === 'Sandbox.Timedout') {
    return `${name} timed out after ${timeoutSeconds.toFixed(2)} seconds (request ${requestId})`;
  }
  const at = trace?.find((line) => line.trimStart().startsWith('at '))?.trim() ?? '';
  const text = `${name} failed: ${errorType}: ${errorMessage} ${at} (request ${requestId})`;
  return text.replace(/\s+/g, ' ');
}
