import { parseFlags } from '../../infra/local/command-line.ts';
import { startDynamo } from '../../test/support/dynamo.ts';
import { wholeNumber } from '../flags.ts';
import { endProgress, showProgress } from '../progress.ts';
import { defaultResultsFile, writeResults } from '../results-file.ts';
import { withoutLogLines } from '../rotation/without-log-lines.ts';
import { atMost, type Target, targetLines } from '../targets.ts';
import { shown, textTable } from '../text-table.ts';
import { writeContacts } from './contacts.ts';
import { measureSearches, type Timing } from './measure.ts';
import { searchKinds } from './searches.ts';

const help = `Usage: npm run bench -- search [flags]

Writes contacts to the embedded DynamoDB emulator and searches them through the function's handler, one search
at a time: by owner, by key, and by filters that no index answers. Ends with exit code 1 if a target is missed.

  --contacts N   how many contacts (default 100000)
  --owners N     among how many owners (default 10)
  --json FILE    where the figures go (default ${defaultResultsFile('search')})
  --help         this text
`;

type Load = { count: number; owners: number };

const measure = async (load: Load): Promise<Timing[]> => {
  const dynamo = await startDynamo();
  try {
    const contacts = await writeContacts(dynamo, load, (share) =>
      showProgress(`Writing contacts: ${Math.round(share * 100)} %`),
    );
    return await withoutLogLines(() => measureSearches(dynamo, searchKinds(contacts), showProgress));
  } finally {
    endProgress();
    await dynamo.stop();
  }
};

const targetsOf = (timings: readonly Timing[]): Target[] => {
  const unindexed = timings.filter((timing) => timing.unindexed).map(({ p95 }) => p95);
  return [
    atMost('ms for the first page of an owner, p95', timings[0]?.p95 ?? Number.NaN, 50),
    atMost('ms for the slowest filter without an index, p95', Math.max(...unindexed), 3_000),
  ];
};

const table = (timings: readonly Timing[]): string =>
  textTable([
    ['search', 'runs', 'total', 'p50, ms', 'p95, ms', 'own processor, ms'],
    ...timings.map(({ name, runs, total, p50, p95, cpu }) => [
      name,
      shown(runs),
      shown(total),
      shown(p50, 1),
      shown(p95, 1),
      shown(cpu, 1),
    ]),
  ]);

/** The benchmark `search`: measures, prints, and says whether the targets are met. */
export const runSearch = async (args: readonly string[]): Promise<void> => {
  const flags = parseFlags(args, {
    contacts: { type: 'string', default: '100000' },
    owners: { type: 'string', default: '10' },
    json: { type: 'string', default: defaultResultsFile('search') },
    help: { type: 'boolean', default: false },
  });
  if (flags.help) {
    process.stdout.write(help);
    return;
  }
  const load = {
    count: wholeNumber('contacts', flags.contacts, 1, 1_000_000),
    owners: wholeNumber('owners', flags.owners, 1, 10_000),
  };
  process.stdout.write(
    `${shown(load.count)} contacts of ten properties, ${shown(load.owners)} owners, a tenth owned by nobody.\n\n`,
  );
  const timings = await measure(load);
  const targets = targetsOf(timings);
  process.stdout.write(`${table(timings)}\n${targetLines(targets)}`);
  await writeResults(flags.json, 'search', { load, timings, targets });
  if (targets.some(({ met }) => !met)) process.exitCode = 1;
};
