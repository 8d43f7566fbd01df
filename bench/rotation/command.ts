import { parseFlags } from '../../infra/local/command-line.ts';
import { shutDownOnSignals } from '../../infra/local/signals.ts';
import { wholeNumber } from '../flags.ts';
import { reportModel } from '../model/command.ts';
import { endProgress, showProgress } from '../progress.ts';
import { defaultResultsFile, writeResults } from '../results-file.ts';
import { targetLines } from '../targets.ts';
import { compare } from './compare.ts';
import type { Load } from './contender.ts';
import { comparisonTable, conditions } from './report.ts';

const help = `Usage: npm run bench -- rotation [flags]

Gives records to the owners of one rotation, with Rota and with a counter per record side by side on
the DynamoDB emulator, checks the targets, then runs the model. Ends with exit code 1 if a target is
missed.

  --records N     how many records (default 10000)
  --owners N      among how many owners (default 10)
  --producers N   from how many producers, or by how many workers, at a time (default 8)
  --round-trip N  milliseconds that a network adds to each request to DynamoDB (default 0)
  --json FILE     where the figures go (default ${defaultResultsFile('rotation')})
  --help          this text
`;

const measureAndModel = async (load: Load, resultsFile: string): Promise<void> => {
  process.stdout.write(conditions(load));
  const { rota, baseline, targets } = await compare(load, showProgress);
  endProgress();
  process.stdout.write(`${comparisonTable(rota, baseline)}\n${targetLines(targets)}\n`);
  const model = reportModel();
  await writeResults(resultsFile, 'rotation', { load, rota, baseline, targets, model });
  if (targets.some(({ met }) => !met)) process.exitCode = 1;
};

/** The benchmark `rotation`: measures, models, prints both, and says whether the targets are met. */
export const runRotation = async (args: readonly string[]): Promise<void> => {
  const flags = parseFlags(args, {
    records: { type: 'string', default: '10000' },
    owners: { type: 'string', default: '10' },
    producers: { type: 'string', default: '8' },
    'round-trip': { type: 'string', default: '0' },
    json: { type: 'string', default: defaultResultsFile('rotation') },
    help: { type: 'boolean', default: false },
  });
  if (flags.help) {
    process.stdout.write(help);
    return;
  }
  const load = {
    records: wholeNumber('records', flags.records, 1, 1_000_000),
    owners: wholeNumber('owners', flags.owners, 1, 500),
    producers: wholeNumber('producers', flags.producers, 1, 1_000),
    roundTripMs: wholeNumber('round-trip', flags['round-trip'], 0, 1_000),
  };
  const report = (line: string) => void process.stderr.write(`${line}\n`);
  const end = shutDownOnSignals({ close: async () => endProgress(), report });
  try {
    await measureAndModel(load, flags.json);
  } catch (error) {
    report(error instanceof Error ? error.message : String(error));
    // An emulator that is still there ends with this process.
    await end(1);
  }
};
