import { type ParseArgsConfig, parseArgs } from 'node:util';

/** A command line that cannot be understood. Its message is for the user. */
export class UsageError extends Error {}

/** `parseArgs`, strictly: throws a `UsageError` that names the flag which is unknown or lacks its value. */
export function parseFlags<const Options extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Runs a command; an error becomes one message on stderr and an exit code: 2 for the command line, else 1. */
export async function runCommand(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}
