import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';

/**
 * Runs the command of its arguments until its own standard input closes.
 *
 * The input is a pipe from the host. It closes whatever way the host ends, `kill -9` included, which no handler inside the
 * host could notice: so the emulator never outlives the host. Prints the command's process id, then only what went wrong.
 * The folder `SCRATCH_DIRECTORY`, if there is one, goes with the command.
 */
const [command = '', ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });

child.once('spawn', () => process.stdout.write(`${child.pid}\n`));
child.once('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
child.once('exit', (code) => {
  const scratch = process.env['SCRATCH_DIRECTORY'];
  if (scratch) rmSync(scratch, { recursive: true, force: true });
  process.exit(code ?? 1);
});

const stop = () => child.kill('SIGKILL');
process.stdin.resume();
process.stdin.once('close', stop);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
