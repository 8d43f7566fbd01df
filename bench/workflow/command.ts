import { loadavg } from 'node:os';
import { parseFlags } from '../../infra/local/command-line.ts';
import { shutDownOnSignals } from '../../infra/local/signals.ts';
import { wholeNumber } from '../flags.ts';
import { endProgress, showProgress } from '../progress.ts';
import { quantile } from '../quantiles.ts';
import { defaultResultsFile, writeResults } from '../results-file.ts';
import { atMost, targetLines } from '../targets.ts';
import { shown, textTable } from '../text-table.ts';
import { withLocalRota } from './local-rota.ts';
import { measureWaits, type Waits } from './measure.ts';

const help = `Usage: npm run bench -- workflow [flags]

Creates contacts with a local Rota, one after the other over HTTP, and shows how long each waits for the
owner that a workflow gives it, by name or by a rotation. Ends with exit code 1 if that takes longer than
a second at p95.

  --records N   how many contacts for each of the two (default 100)
  --json FILE   where the figures go (default ${defaultResultsFile('workflow')})
  --help        this text
`;

const longestWaitSeconds = 1;

const secondsAt = ({ milliseconds }: Waits, part: number): number => quantile(milliseconds, part) / 1_000;

const table = (all: readonly Waits[]): string =>
  textTable([
    ['s from creation to owner', 'records', 'p50', 'p95', 'longest'],
    ...all.map((waits) => [
      waits.action,
      shown(waits.milliseconds.length),
      ...[0.5, 0.95, 1].map((part) => shown(secondsAt(waits, part), 3)),
    ]),
  ]);

const measure = async (records: number, resultsFile: string): Promise<void> => {
  process.stdout.write(
    'One contact at a time; nothing else is asked of this Rota. Host, functions, emulators and this program share the machine.\n',
  );
  const loadBefore = loadavg()[0] ?? Number.NaN;
  const waits = await withLocalRota((ask) =>
    measureWaits(ask, records, (done) => showProgress(`${shown(done)} contacts of each`)),
  );
  endProgress();
  const loadAfter = loadavg()[0] ?? Number.NaN;
  const load = `Load of the machine (1 min): ${shown(loadBefore, 2)} before, ${shown(loadAfter, 2)} after.`;
  const targets = waits.map((each) =>
    atMost(`s at p95 from creation to owner, ${each.action}`, secondsAt(each, 0.95), longestWaitSeconds),
  );
  process.stdout.write(`${load}\n\n${table(waits)}\n${targetLines(targets)}`);
  await writeResults(resultsFile, 'workflow', { waits, loadBefore, loadAfter, targets });
  if (targets.some(({ met }) => !met)) process.exitCode = 1;
};

/** The benchmark `workflow`: measures, prints, and says whether the target is met. */
export const runWorkflow = async (args: readonly string[]): Promise<void> => {
  const flags = parseFlags(args, {
    records: { type: 'string', default: '100' },
    json: { type: 'string', default: defaultResultsFile('workflow') },
    help: { type: 'boolean', default: false },
  });
  if (flags.help) {
    process.stdout.write(help);
    return;
  }
  const records = wholeNumber('records', flags.records, 1, 10_000);
  const report = (line: string) => void process.stderr.write(`${line}\n`);
  const end = shutDownOnSignals({ close: async () => endProgress(), report });
  try {
    await measure(records, flags.json);
  } catch (error) {
    report(error instanceof Error ? error.message : String(error));
    // An emulator that is still there ends with this process.
    await end(1);
  }
};
