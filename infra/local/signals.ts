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

/** Started by npm, the host is not wanted any longer than npm lives; a killed npm cannot say so. */
function followParent(onGone: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) onGone();
  }, PARENT_CHECK_MS).unref();
}
