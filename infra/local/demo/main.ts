import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allScopes } from '../../../lib/http/scopes.ts';
import { buildLocalAssembly } from '../../build/assembly.ts';
import { parseFlags, runCommand, UsageError } from '../command-line.ts';
import { type LocalHost, startLocalHost } from '../host.ts';
import { shutDownOnSignals } from '../signals.ts';
import { runMainJob } from './main-job.ts';
import { printShares } from './shares.ts';
import { step } from './terminal.ts';

const help = `Usage: npm run demo -- [--rows N]

Runs Rota on this machine and does its main job: makes 12 owners in 3 teams, imports a file of
contacts of which three in ten name their owner, rotates the others to one team, and shows who
got how many. Everything is gone when it ends.

  --rows N   how many contacts (default 10000)
  --help     this text
`;

/** The rows asked for, or undefined after the usage was printed. */
const rowsAskedFor = (): number | undefined => {
  const flags = parseFlags(process.argv.slice(2), {
    rows: { type: 'string', default: '10000' },
    help: { type: 'boolean', default: false },
  });
  if (flags.help) {
    process.stdout.write(help);
    return undefined;
  }
  const rows = Number(flags.rows);
  if (!Number.isInteger(rows) || rows < 1 || rows > 1_000_000) {
    throw new UsageError(`--rows takes a whole number from 1 to 1000000, not ${flags.rows}.`);
  }
  return rows;
};

const demonstrate = async (rows: number): Promise<void> => {
  const out = process.stdout;
  const report = (line: string) => void process.stderr.write(`${line}\n`);
  const rotaDir = await mkdtemp(join(tmpdir(), 'rota-demo-'));
  let host: LocalHost | undefined;
  const close = async () => {
    await host?.close();
    await rm(rotaDir, { recursive: true, force: true });
  };
  shutDownOnSignals({ close, report });
  try {
    const running = await step(
      out,
      'Start',
      async () => {
        const assembly = await buildLocalAssembly({ outdir: join(rotaDir, 'cdk.out') });
        host = await startLocalHost({ assembly, rotaDir, log: report });
        return host;
      },
      ({ apiUrl }) => apiUrl,
    );
    const token = await running.token({ scope: allScopes.join(' '), email: 'demo@example.com' });
    printShares(await runMainJob(running, token, rows, out), out);
  } finally {
    await close();
  }
};

await runCommand(async () => {
  const rows = rowsAskedFor();
  if (rows !== undefined) await demonstrate(rows);
});
