import { Worker } from 'node:worker_threads';
import type { HostLog } from '../log.ts';
import type { Caller } from './authority.ts';

/** The address at which functions find DynamoDB. */
export interface DynamodbProxy {
  readonly url: string;
  close(): Promise<void>;
}

export interface DynamodbProxyOptions {
  /** The emulator's address. */
  readonly target: string;
  /** As whom the emulator sees every caller. */
  readonly accessKeyId: string;
  readonly callers: readonly Caller[];
}

/** What the thread tells: first its address, then the lines of its log. */
export type ProxyMessage = { readonly url: string } | { readonly error: string };

const THREAD = new URL('./dynamodb-proxy-thread.ts', import.meta.url);

/**
 * Starts the gate to DynamoDB in a thread of its own: in the host's, calls would wait while the host reads streams, and a
 * rotation, which makes one call after the other, took a third longer.
 */
export async function startDynamodbProxy(
  { target, accessKeyId, callers }: DynamodbProxyOptions,
  log: HostLog,
): Promise<DynamodbProxy> {
  const worker = new Worker(THREAD, {
    name: 'dynamodb-proxy',
    workerData: { target, accessKeyId, callers },
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    worker.on('message', (message: ProxyMessage) => {
      if ('url' in message) resolve(message.url);
      else log.error(message.error);
    });
    worker.on('error', (error: Error) => {
      log.error(`The proxy of DynamoDB failed: ${error.message}`);
      reject(error);
    });
  });
  return {
    url,
    close: async () => {
      await worker.terminate();
    },
  };
}
