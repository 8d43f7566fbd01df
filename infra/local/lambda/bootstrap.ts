/**
 * The entry of a function's thread or process: loads the handler once and answers one invocation after the other. It imports
 * nothing of the host, so that the function starts with little beside itself.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { EnvironmentSettings, FunctionError, InvocationMessage, InvocationResult } from './messages.ts';

type Handler = (event: unknown, context: object) => unknown;

const settings: EnvironmentSettings = parentPort === null ? JSON.parse(process.argv[2] ?? '{}') : workerData;

function describe(thrown: unknown): FunctionError {
  if (!(thrown instanceof Error)) return { errorType: typeof thrown, errorMessage: String(thrown) };
  return {
    errorType: thrown.name,
    errorMessage: thrown.message,
    trace: thrown.stack?.split('\n') ?? [],
  };
}

async function loadHandler(): Promise<Handler> {
  const dot = settings.handler.lastIndexOf('.');
  const [file, name] = [settings.handler.slice(0, dot), settings.handler.slice(dot + 1)];
  const found = ['.js', '.mjs', '.cjs']
    .map((extension) => path.join(settings.directory, `${file}${extension}`))
    .find((candidate) => existsSync(candidate));
  if (found === undefined) throw new Error(`Cannot find module '${file}' in ${settings.directory}`);
  const module = await import(pathToFileURL(found).href);
  // A CommonJS module's exports that Node.js cannot see without running it are on `default` only.
  const handler: unknown = module[name] ?? module.default?.[name];
  if (typeof handler !== 'function') throw new Error(`${settings.handler} is undefined or not exported`);
  return handler as Handler;
}

const contextOf = ({ requestId, deadline }: InvocationMessage) => ({
  awsRequestId: requestId,
  functionName: settings.functionName,
  functionVersion: '$LATEST',
  invokedFunctionArn: settings.functionArn,
  memoryLimitInMB: String(settings.memoryMegabytes),
  logGroupName: settings.logGroupName,
  logStreamName: 'local',
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
});

async function invoke(handler: Handler, message: InvocationMessage): Promise<InvocationResult> {
  try {
    const answer = await handler(JSON.parse(message.payload), contextOf(message));
    return { ok: true, payload: JSON.stringify(answer ?? null) };
  } catch (thrown) {
    return { ok: false, error: describe(thrown) };
  }
}

const loading: Promise<Handler | FunctionError> = loadHandler().catch(describe);

const answer = async (message: InvocationMessage): Promise<InvocationResult> => {
  const handler = await loading;
  return typeof handler === 'function' ? invoke(handler, message) : { ok: false, error: handler };
};

if (parentPort === null) {
  process.on('message', async (message: InvocationMessage) => process.send?.(await answer(message)));
  // The host is gone.
  process.on('disconnect', () => process.exit());
} else {
  const port = parentPort;
  port.on('message', async (message: InvocationMessage) => port.postMessage(await answer(message)));
}
