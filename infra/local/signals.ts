import { execFile } from 'node:child_process';

const SIGNALS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;
const PARENT_CHECK_MS = 500;

interface Shutdown {
  /** Stops everything; called once. */
  readonly close: () => Promise<void>;
  readonly report: (line: string) => void;
}

/**
 * Ends the process in order on Ctrl-C, `kill`, a closed terminal, an error that nobody caught, or the death of npm. A second
 * signal ends it at once. Gives the function that ends it for another reason.
 */
export function shutDownOnSignals({ close, report }: Shutdown): (exitCode: number) => Promise<void> {
  let ending = false;
  const end = async (exitCode: number) => {
    if (ending) return;
    ending = true;
    try {
      await close();
    } catch (error) {
      report(`Stopping failed: ${String(error)}`);
    }
    process.exit(exitCode);
  };
  for (const [signal, number] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      if (ending) process.exit(128 + number);
      void end(number === SIGNALS.SIGINT || number === SIGNALS.SIGTERM ? 0 : 128 + number);
    });
  }
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      report(`Rota stops because of an error: ${error instanceof Error ? error.stack : String(error)}`);
      void end(1);
    });
  }
  // A closed pipe must not count as an error: `npm start | head -1`.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  followParent(() => void end(1));
  return end;
}

/**
 * Started by npm, the host is not wanted any longer than npm lives; a killed npm cannot say so. Between the two there may
 * be the shell that runs the script, which lives on: so npm is the parent, or the parent's parent.
 */
function followParent(onGone: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined || process.platform === 'win32') return;
  const parent = process.ppid;
  execFile('ps', ['-o', 'ppid=', '-p', String(parent)], (_error, output) => {
    const grandparent = Number(output);
    setInterval(() => {
      if (process.ppid !== parent || (grandparent > 1 && !isAlive(grandparent))) onGone();
    }, PARENT_CHECK_MS).unref();
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is alive, too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
