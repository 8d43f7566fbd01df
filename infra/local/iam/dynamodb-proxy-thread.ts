import { parentPort, workerData } from 'node:worker_threads';
import { createAuthority } from './authority.ts';
import { openDynamodbGate } from './dynamodb-gate.ts';
import type { DynamodbProxyOptions, ProxyMessage } from './dynamodb-proxy.ts';

const { target, accessKeyId, callers }: DynamodbProxyOptions = workerData;
const tell = (message: ProxyMessage) => parentPort?.postMessage(message);

const authority = createAuthority({ error: (error) => tell({ error }) });
authority.admit(callers);
tell({ url: await openDynamodbGate({ target, accessKeyId, authority }) });
