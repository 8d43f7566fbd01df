import { parseFlags } from '../../infra/local/command-line.ts';
import { shutDownOnSignals } from '../../infra/local/signals.ts';
import { wholeNumber } from '../flags.ts';
import { endProgress, showProgress } from '../progress.ts';
import { defaultResultsFile, writeResults } from '../results-file.ts';
import { shown, textTable } from '../text-table.ts';
import { importOnHost, type MemoryOfImport } from './import-on-host.ts';

const help = `Usage: npm run bench -- import-memory [flags]

Imports a small and a large file of new contacts, each with a local Rota of its own, whose execution
environments are processes, and shows how much memory those took at most (Linux only). Ends with exit
code 1 if an environment takes more than 1.2 times as much for the large file.

  --rows N        how many rows the large file has (default 1000000)
  --small-rows N  how many the small one has (default 10000)
  --json FILE     where the figures go (default ${defaultResultsFile('import-memory')})
  --help          this text
`;

const mostGrowth = 1.2;

/** The functions that the import itself consists of; others run beside it, called by the stream. */
const importers = ['ImportCsv', 'ImportChunk'];

const growthOf = (small: MemoryOfImport, large: MemoryOfImport, name: string): number =>
  (large.peaks[name] ?? 0) / (small.peaks[name] ?? Number.NaN);

const table = (small: MemoryOfImport, large: MemoryOfImport): string =>
  textTable([
    ['peak, MB', `${shown(small.rows)} rows`, `${shown(large.rows)} rows`, 'ratio'],
    ...Object.keys(large.peaks)
      .sort()
      .map((name) => [
        name,
        shown(small.peaks[name] ?? 0),
        shown(large.peaks[name] ?? 0),
        small.peaks[name] === undefined ? '' : shown(growthOf(small, large, name), 2),
      ]),
    ['seconds', shown(small.seconds), shown(large.seconds), ''],
  ]);

const measure = async (smallRows: number, rows: number, resultsFile: string): Promise<void> => {
  const progress = (of: number) => (done: number) => showProgress(`${shown(done)} of ${shown(of)} rows`);
  const small = await importOnHost(smallRows, progress(smallRows));
  const large = await importOnHost(rows, progress(rows));
  endProgress();
  const met = importers.every((name) => growthOf(small, large, name) <= mostGrowth);
  process.stdout.write(
    `${table(small, large)}\nAt most ${mostGrowth} times as much: ${met ? 'met' : 'missed'}\n`,
  );
  await writeResults(resultsFile, 'import-memory', { small, large, mostGrowth, met });
  if (!met) process.exitCode = 1;
};

/** The benchmark `import-memory`: measures, prints, and says whether memory is bound. */
export const runImportMemory = async (args: readonly string[]): Promise<void> => {
  const flags = parseFlags(args, {
    rows: { type: 'string', default: '1000000' },
    'small-rows': { type: 'string', default: '10000' },
    json: { type: 'string', default: defaultResultsFile('import-memory') },
    help: { type: 'boolean', default: false },
  });
  if (flags.help) {
    process.stdout.write(help);
    return;
  }
  const rows = wholeNumber('rows', flags.rows, 1, 1_048_576);
  const smallRows = wholeNumber('small-rows', flags['small-rows'], 1, rows);
  const report = (line: string) => void process.stderr.write(`${line}\n`);
  const end = shutDownOnSignals({ close: async () => endProgress(), report });
  try {
    await measure(smallRows, rows, flags.json);
  } catch (error) {
    report(error instanceof Error ? error.message : String(error));
    // An emulator that is still there ends with this process.
    await end(1);
  }
};
