import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFreePort, waitForPort } from './ports.ts';
import { scratchFolder } from './scratch-folder.ts';
import { indexStreamRecords } from './stream-index.ts';

/** A running DynamoDB endpoint. */
export interface DynamodbEmulator {
  readonly url: string;
  close(): Promise<void>;
}

interface Options {
  /** Where tables are kept; when not given, in a file that goes with the emulator. */
  readonly databaseFile?: string | undefined;
  /** Called when the emulator ends without having been asked to. */
  readonly onCrash: (reason: string) => void;
}

const READY_WITHIN_MS = 5_000;

/**
 * Starts dynoxide on 127.0.0.1, as a child that dies with this process.
 *
 * Where `AWS_ENDPOINT_URL_DYNAMODB` is set, that endpoint is used instead and left alone. Throws when there is
 * neither.
 */
export async function startDynamodb({ databaseFile, onCrash }: Options): Promise<DynamodbEmulator> {
  const own = process.env['AWS_ENDPOINT_URL_DYNAMODB'];
  if (own !== undefined && own !== '') return { url: own, close: async () => undefined };

  const port = await findFreePort();
  const scratch =
    databaseFile === undefined ? mkdtempSync(path.join(scratchFolder(), 'rota-tables-')) : undefined;
  const file = databaseFile ?? path.join(scratch ?? '', 'dynamodb.db');
  const args = ['serve', '--host', '127.0.0.1', '--port', String(port), '--db-path', file];
  const watcher = spawn(
    process.execPath,
    [fileURLToPath(new URL('./dynamodb-watcher.ts', import.meta.url)), findDynoxide(), ...args],
    // Its own process group: Ctrl-C in a terminal reaches the host alone, which then stops things in order.
    {
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
      env: { ...process.env, ...(scratch === undefined ? {} : { SCRATCH_DIRECTORY: scratch }) },
    },
  );
  let problems = '';
  watcher.stderr.on('data', (chunk: Buffer) => {
    problems = `${problems}${chunk.toString()}`.slice(-2_000);
  });
  let emulatorPid: number | undefined;
  watcher.stdout.on('data', (chunk: Buffer) => {
    emulatorPid = Number(chunk.toString());
  });
  watcher.stdin.on('error', () => undefined);

  let closing = false;
  const exited = once(watcher, 'exit');
  const crashed = exited.then(() => {
    if (closing) return;
    if (emulatorPid !== undefined) killQuietly(emulatorPid);
    throw new Error(`The DynamoDB emulator ended unexpectedly. ${problems.trim()}`.trim());
  });
  await Promise.race([waitForPort(port, READY_WITHIN_MS), crashed]);
  indexStreamRecords(file);
  crashed.catch((error: Error) => onCrash(error.message));

  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      closing = true;
      watcher.stdin.end();
      await exited;
    },
  };
}

/** The emulator's binary for this machine. */
function findDynoxide(): string {
  const { platform, arch } = process;
  const binary = platform === 'win32' ? 'dynoxide.exe' : 'dynoxide';
  try {
    return createRequire(import.meta.url).resolve(`@dynoxide/${platform}-${arch}/${binary}`);
  } catch {
    throw new Error(
      `There is no DynamoDB emulator for ${platform}-${arch} (the optional package @dynoxide/${platform}-${arch}). ` +
        'Start another one, DynamoDB Local for instance, and set AWS_ENDPOINT_URL_DYNAMODB to its address.',
    );
  }
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}
