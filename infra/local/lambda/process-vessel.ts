import { fork } from 'node:child_process';
import { once } from 'node:events';
import { BOOTSTRAP, EXEC_ARGV, type Vessel, type VesselOptions } from './vessel.ts';

/** Starts a process with the function's memory size as its heap limit, which ends with the host. */
export function startProcess({ settings, variables, ...listeners }: VesselOptions): Vessel {
  const child = fork(BOOTSTRAP, [JSON.stringify(settings)], {
    env: { ...variables },
    execArgv: [...EXEC_ARGV, `--max-old-space-size=${settings.memoryMegabytes}`],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const exited = once(child, 'exit');
  child.stdout?.on('data', (chunk: Buffer) => listeners.onOutput(chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => listeners.onOutput(chunk.toString()));
  child.on('message', listeners.onResult);
  child.on('error', listeners.onError);
  child.on('exit', listeners.onExit);
  return {
    pid: child.pid ?? 0,
    send: (message) => void child.send(message),
    stop: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
