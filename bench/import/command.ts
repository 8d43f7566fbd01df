import { parseFlags } from '../../infra/local/command-line.ts';
import { shutDownOnSignals } from '../../infra/local/signals.ts';
import { wholeNumber } from '../flags.ts';
import { endProgress, showProgress } from '../progress.ts';
import { defaultResultsFile, writeResults } from '../results-file.ts';
import { targetLines } from '../targets.ts';
import { compare } from './compare.ts';
import type { Load } from './contender.ts';
import { comparisonTable, conditions } from './report.ts';

const help = `Usage: npm run bench -- import [flags]

Imports a file of new contacts, then one that changes them all, with Rota and with the simple program
that one would write first, side by side on the DynamoDB emulator, and checks the targets. Ends with
exit code 1 if a target is missed.

  --rows N           how many rows (default 200000)
  --baseline-rows N  how many of them the baseline imports (default 5000)
  --workers N        how many chunks at a time (default 4)
  --round-trip N     milliseconds that a network adds to each request to DynamoDB (default 0)
  --json FILE        where the figures go (default ${defaultResultsFile('import')})
  --help             this text
`;

const measureAndReport = async (load: Load, resultsFile: string): Promise<void> => {
  process.stdout.write(conditions(load));
  const comparison = await compare(load, showProgress);
  endProgress();
  process.stdout.write(`${comparisonTable(comparison)}\n${targetLines(comparison.targets)}`);
  await writeResults(resultsFile, 'import', { load, ...comparison });
  if (comparison.targets.some(({ met }) => !met)) process.exitCode = 1;
};

/** The benchmark `import`: measures, prints, and says whether the targets are met. */
export const runImport = async (args: readonly string[]): Promise<void> => {
  const flags = parseFlags(args, {
    rows: { type: 'string', default: '200000' },
    'baseline-rows': { type: 'string', default: '5000' },
    workers: { type: 'string', default: '4' },
    'round-trip': { type: 'string', default: '0' },
    json: { type: 'string', default: defaultResultsFile('import') },
    help: { type: 'boolean', default: false },
  });
  if (flags.help) {
    process.stdout.write(help);
    return;
  }
  const rows = wholeNumber('rows', flags.rows, 1, 1_000_000);
  const load = {
    rows,
    baselineRows: Math.min(rows, wholeNumber('baseline-rows', flags['baseline-rows'], 1, 1_000_000)),
    workers: wholeNumber('workers', flags.workers, 1, 100),
    roundTripMs: wholeNumber('round-trip', flags['round-trip'], 0, 1_000),
  };
  const report = (line: string) => void process.stderr.write(`${line}\n`);
  const end = shutDownOnSignals({ close: async () => endProgress(), report });
  try {
    await measureAndReport(load, flags.json);
  } catch (error) {
    report(error instanceof Error ? error.message : String(error));
    // An emulator that is still there ends with this process.
    await end(1);
  }
};
