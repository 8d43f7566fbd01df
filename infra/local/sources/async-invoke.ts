import { setTimeout as delay } from 'node:timers/promises';
import type { LocalFunction } from '../lambda/function.ts';
import { asyncInvocationRecord, type Destination } from './destination.ts';

export interface AsyncInvokeOptions {
  readonly target: LocalFunction;
  readonly retries: number;
  readonly maximumAgeSeconds: number;
  readonly onFailure?: Destination | undefined;
  readonly onSuccess?: Destination | undefined;
  /** The function's own dead-letter queue: takes the bare event. */
  readonly deadLetters?: Destination | undefined;
  readonly retryDelayMs: number | undefined;
}

/** Invokes a function for an event whose sender does not wait. */
export interface AsyncInvoker {
  invoke(event: object): void;
  close(): Promise<void>;
}

/** Lambda waits one minute before the first retry and two before the second. */
const RETRY_DELAYS_MS = [60_000, 120_000];

/** Lambda's asynchronous invocation. Events live in memory: those that wait for a retry are lost when the host ends. */
export function createAsyncInvoker(options: AsyncInvokeOptions): AsyncInvoker {
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  return {
    invoke: (event) => {
      const processing: Promise<void> = processEvent(event, options, stopping.signal).finally(() =>
        running.delete(processing),
      );
      running.add(processing);
    },
    close: async () => {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

async function processEvent(event: object, options: AsyncInvokeOptions, signal: AbortSignal): Promise<void> {
  const { target, retries, onFailure, onSuccess, deadLetters } = options;
  const bornAt = Date.now();
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    const invocation = await target.invoke(event);
    const { requestId } = invocation;
    const outcome = {
      functionArn: target.arn,
      requestId,
      invokeCount: attempt + 1,
      requestPayload: event,
    };
    if (invocation.ok) {
      const result = { payload: JSON.parse(invocation.payload) };
      onSuccess?.send(asyncInvocationRecord({ ...outcome, condition: 'Success', result }));
      return;
    }
    const wait = options.retryDelayMs ?? RETRY_DELAYS_MS[attempt] ?? 0;
    const tooOld = Date.now() + wait - bornAt > options.maximumAgeSeconds * 1_000;
    if (attempt >= retries || tooOld) {
      if (signal.aborted) return;
      const condition = attempt >= retries ? 'RetriesExhausted' : 'EventAgeExceeded';
      const result = { error: invocation.error };
      onFailure?.send(asyncInvocationRecord({ ...outcome, condition, result }));
      deadLetters?.send(event);
      return;
    }
    await delay(wait, undefined, { signal }).catch(() => undefined);
  }
}
