import process from 'node:process';
import { Worker } from 'node:worker_threads';
import { threadOptions } from './node-options.ts';
import { BOOTSTRAP, EXEC_ARGV, type Vessel, type VesselOptions } from './vessel.ts';

/** Starts a thread with the function's memory size as its heap limit, and the young generation that NODE_OPTIONS allows. */
export function startThread({ settings, variables, ...listeners }: VesselOptions): Vessel {
  const { env, limits } = threadOptions(variables);
  const worker = new Worker(BOOTSTRAP, {
    name: settings.functionName,
    workerData: settings,
    env,
    execArgv: EXEC_ARGV,
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: settings.memoryMegabytes, ...limits },
  });
  worker.stdout.on('data', (chunk: Buffer) => listeners.onOutput(chunk.toString()));
  worker.stderr.on('data', (chunk: Buffer) => listeners.onOutput(chunk.toString()));
  worker.on('message', listeners.onResult);
  worker.on('error', listeners.onError);
  worker.on('exit', listeners.onExit);
  return {
    pid: process.pid,
    send: (message) => worker.postMessage(message),
    stop: async () => void (await worker.terminate()),
  };
}
