import { rmSync } from 'node:fs';
import path from 'node:path';
import { allScopes } from '../../lib/http/scopes.ts';
import { parseFlags, runCommand, UsageError } from './command-line.ts';
import { isListening } from './emulators/ports.ts';
import type { LocalHost } from './host.ts';
import { readApiUrl, removeLocalJson, writeLocalJson } from './local-json.ts';
import { notificationLine } from './print-notification.ts';
import { shutDownOnSignals } from './signals.ts';

const HELP = `Runs Rota on this machine: npm start -- [--port 4000] [--persist] [--print-notifications] [--verbose]

  --port                 where the API listens on 127.0.0.1; 0 means any free port (or PORT; default 4000)
  --persist              keep tables, queues and objects in .rota/data, and go on from there
  --print-notifications  show each message that tells an owner what they gained, as a line
  --verbose              show what the functions log
  --help                 show this

ROTA_DIR moves the folder .rota.
`;

const DEFAULT_PORT = 4_000;

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new UsageError(`'${text}' is no port: give a number from 0 to 65535.`);
}

/** Two environments on one folder would write the same files. */
async function refuseSecondStart(rotaDir: string, port: number): Promise<void> {
  if (port !== 0 && (await isListening(port))) {
    throw new Error(`Port ${port} is taken, maybe by a Rota that runs already. Stop it, or give --port.`);
  }
  const apiUrl = readApiUrl(rotaDir);
  if (apiUrl !== undefined && (await isListening(Number(new URL(apiUrl).port)))) {
    throw new Error(
      `Rota runs already at ${apiUrl}, from the same folder ${rotaDir}. Stop it, or set ROTA_DIR.`,
    );
  }
}

async function main(): Promise<void> {
  const flags = parseFlags(process.argv.slice(2), {
    port: { type: 'string' },
    persist: { type: 'boolean', default: false },
    'print-notifications': { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  });
  if (flags.help) {
    process.stdout.write(HELP);
    return;
  }
  const port = readPort(flags.port ?? process.env['PORT'] ?? String(DEFAULT_PORT));
  const rotaDir = path.resolve(process.env['ROTA_DIR'] ?? '.rota');
  await refuseSecondStart(rotaDir, port);

  const report = (line: string) => void process.stderr.write(`${line}\n`);
  let host: LocalHost | undefined;
  let written = false;
  const end = shutDownOnSignals({
    report,
    close: async () => {
      if (written) removeLocalJson(rotaDir);
      await host?.close();
    },
  });

  report('Building the functions and the template ...');
  const [{ buildLocalAssembly }, { startLocalHost }] = await Promise.all([
    import('../build/assembly.ts'),
    import('./host.ts'),
  ]);
  const outdir = path.join(rotaDir, 'assembly');
  // Bundles are named by their content: those of earlier versions would pile up.
  rmSync(outdir, { recursive: true, force: true });
  const assembly = await buildLocalAssembly({ outdir });
  host = await startLocalHost({
    assembly,
    port,
    rotaDir,
    persist: flags.persist,
    log: report,
    ...(flags.verbose
      ? { functionLog: (name, text) => void process.stderr.write(`[${name}] ${text.trimEnd()}\n`) }
      : {}),
    onPublished: (publication) => {
      if (!flags['print-notifications'] || publication.topicArn !== host?.resources.notificationTopicArn)
        return;
      process.stdout.write(`${notificationLine(publication)}\n`);
    },
    onCrash: (reason) => {
      report(reason);
      void end(1);
    },
  });
  const token = await host.token({
    sub: 'local',
    email: 'local@rota.invalid',
    scope: allScopes.join(' '),
  });
  writeLocalJson(rotaDir, host, token);
  written = true;
  process.stdout.write(`Rota is ready at ${host.apiUrl}\n`);
}

await runCommand(main);
