import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildLocalAssembly } from '../../build/assembly.ts';
import { startLocalHost } from '../host.ts';
import { allScopes } from '../scopes.ts';
import { type DemoResult, runMainJob } from './main-job.ts';
import { bar, step } from './terminal.ts';

const help = `Usage: npm run demo -- [--rows N]

Runs Rota on this machine and does its main job: makes 12 owners in 3 teams, imports a file of
contacts of which three in ten name their owner, rotates the others to one team, and shows who
got how many. Everything is gone when it ends.

  --rows N   how many contacts (default 10000)
  --help     this text
`;

const printShares = ({ teams, imported, rotated }: DemoResult, out: NodeJS.WriteStream): void => {
  const owners = teams.flatMap((team) => team.owners);
  const total = (id: string): number => (imported.get(id) ?? 0) + (rotated.get(id) ?? 0);
  const most = Math.max(1, ...owners.map(({ id }) => total(id)));
  out.write('\n');
  for (const { id, name, team } of owners) {
    const counts = `${imported.get(id) ?? 0} imported + ${rotated.get(id) ?? 0} rotated`;
    out.write(
      `${team.padEnd(6)} ${name.padEnd(18)} ${bar(total(id) / most)} ${String(total(id)).padStart(5)}  ${counts}\n`,
    );
  }
};

/** The rows asked for, or undefined after the usage was printed. */
const rowsAskedFor = (): number | undefined => {
  const { values } = parseArgs({
    options: { rows: { type: 'string', default: '10000' }, help: { type: 'boolean', default: false } },
  });
  if (values.help) {
    process.stdout.write(help);
    return undefined;
  }
  const rows = Number(values.rows);
  if (!Number.isInteger(rows) || rows < 1 || rows > 1_000_000) {
    throw new Error(`--rows takes a whole number from 1 to 1000000, not ${values.rows}.`);
  }
  return rows;
};

const run = async (rows: number): Promise<void> => {
  const out = process.stdout;
  const rotaDir = await mkdtemp(join(tmpdir(), 'rota-demo-'));
  let host: Awaited<ReturnType<typeof startLocalHost>> | undefined;
  try {
    await step(out, 'Start', async () => {
      const assembly = await buildLocalAssembly({ outdir: join(rotaDir, 'cdk.out') });
      host = await startLocalHost({ assembly, rotaDir, log: (line) => process.stderr.write(`${line}\n`) });
      return host.apiUrl;
    });
    if (host === undefined) throw new Error('The service did not start.');
    const result = await runMainJob(
      host,
      await host.token({ scope: allScopes.join(' '), email: 'demo@example.com' }),
      rows,
      out,
    );
    printShares(result, out);
  } finally {
    await host?.close();
    await rm(rotaDir, { recursive: true, force: true });
  }
};

try {
  const rows = rowsAskedFor();
  if (rows !== undefined) await run(rows);
} catch (error) {
  process.stderr.write(`The demo failed: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
