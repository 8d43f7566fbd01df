import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseFlags } from '../../infra/local/command-line.ts';
import { startDynamo } from '../../test/support/dynamo.ts';
import { wholeNumber } from '../flags.ts';
import { endProgress, showProgress } from '../progress.ts';
import { defaultResultsFile, writeResults } from '../results-file.ts';
import { withoutLogLines } from '../rotation/without-log-lines.ts';
import { targetLines } from '../targets.ts';
import { type AssignRequests, countAssignRequests } from './assign-requests.ts';
import { bundleBothWays, bundleColdStartProcess } from './bundles.ts';
import { type ColdStarts, measureColdStarts } from './cold-starts.ts';
import { type Load, measureService } from './latency.ts';
import { measureOverhead } from './overhead.ts';
import { assigningLine, conditions, functionsTable, serviceTables } from './report.ts';
import { startService } from './service.ts';
import { targetsOf } from './targets.ts';

const help = `Usage: npm run bench -- api [flags]

Measures the service as a caller sees it, and each function of the API as Lambda does: the size of its bundle,
its import and first call, beside the same handler bundled without care. Ends with exit code 1 if a target is missed.

  --requests N      how many requests one after the other (default 1000)
  --connections N   how many at a time then (default 50)
  --seconds N       for how long (default 10)
  --starts N        how often each function is started (default 7)
  --json FILE       where the figures go (default ${defaultResultsFile('api')})
  --help            this text
`;

const serviceFigures = async (load: Load) => {
  const service = await startService();
  try {
    return await measureService(service, load);
  } finally {
    await service.close();
  }
};

type OnTables = { functions: ColdStarts[]; assigning: AssignRequests };

const onTables = async (starts: number): Promise<OnTables> => {
  const directory = await mkdtemp(path.join(tmpdir(), 'rota-bundles-'));
  const dynamo = await startDynamo();
  try {
    showProgress('Bundling the functions, twice');
    const functions = await bundleBothWays(directory);
    const child = await bundleColdStartProcess(directory);
    return {
      functions: await measureColdStarts({ functions, child }, dynamo, starts),
      assigning: await withoutLogLines(() => countAssignRequests(dynamo)),
    };
  } finally {
    await dynamo.stop();
    await rm(directory, { recursive: true, force: true });
  }
};

/** The benchmark `api`: measures, prints, and says whether the targets are met. */
export const runApi = async (args: readonly string[]): Promise<void> => {
  const flags = parseFlags(args, {
    requests: { type: 'string', default: '1000' },
    connections: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '10' },
    starts: { type: 'string', default: '7' },
    json: { type: 'string', default: defaultResultsFile('api') },
    help: { type: 'boolean', default: false },
  });
  if (flags.help) {
    process.stdout.write(help);
    return;
  }
  const load = {
    requests: wholeNumber('requests', flags.requests, 1, 1_000_000),
    connections: wholeNumber('connections', flags.connections, 1, 1_000),
    seconds: wholeNumber('seconds', flags.seconds, 1, 3_600),
  };
  process.stdout.write(conditions);
  showProgress('Middleware, routing and validation');
  const microseconds = await measureOverhead();
  const { functions, assigning } = await onTables(wholeNumber('starts', flags.starts, 1, 1_000));
  const { latencies, throughputs } = await serviceFigures(load);
  endProgress();
  const targets = targetsOf({ functions, microseconds, assigning });
  process.stdout.write(
    [
      serviceTables(latencies, throughputs),
      functionsTable(functions),
      assigningLine(assigning),
      targetLines(targets),
    ].join('\n'),
  );
  await writeResults(flags.json, 'api', {
    load,
    microseconds,
    assigning,
    latencies,
    throughputs,
    functions,
    targets,
  });
  if (targets.some(({ met }) => !met)) process.exitCode = 1;
};
