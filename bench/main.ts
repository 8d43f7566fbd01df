import { runCommand, UsageError } from '../infra/local/command-line.ts';
import { runApi } from './api/command.ts';
import { runFairness } from './fairness/command.ts';
import { runImport } from './import/command.ts';
import { runImportMemory } from './import-memory/command.ts';
import { runModel } from './model/command.ts';
import { runRotation } from './rotation/command.ts';
import { runSearch } from './search/command.ts';
import { runWorkflow } from './workflow/command.ts';

const benchmarks: Record<string, (args: readonly string[]) => Promise<void>> = {
  rotation: runRotation,
  import: runImport,
  'import-memory': runImportMemory,
  model: runModel,
  fairness: runFairness,
  api: runApi,
  search: runSearch,
  workflow: runWorkflow,
};

const help = `Usage: npm run bench -- <name> [flags]

  rotation   10,000 records to 10 owners on the emulator, Rota beside a counter per record; then the model
  import     200,000 contacts from a file on the emulator, Rota beside csv-parse and a put per row
  import-memory  how much memory an import of a million rows takes, beside one of 10,000
  model      the same two designs simulated with the latencies and limits of AWS
  fairness   how far the carpool rule can be driven from fair shares, by search
  api        what a request takes, and what each function of the API weighs and takes to start
  search     searches of 100,000 contacts on the emulator, by owner, by key and by any filter
  workflow   how long a new contact waits for the owner that a workflow gives it, on a local Rota

Each prints a table and writes a JSON file; \`npm run bench -- <name> --help\` lists its flags.
`;

await runCommand(async () => {
  const [name, ...args] = process.argv.slice(2);
  if (name === '--help') {
    process.stdout.write(help);
    return;
  }
  const run = name === undefined || !Object.hasOwn(benchmarks, name) ? undefined : benchmarks[name];
  if (run === undefined) {
    const wrong = name === undefined ? 'Which benchmark?' : `There is no benchmark "${name}".`;
    throw new UsageError(`${wrong} There are: ${Object.keys(benchmarks).join(', ')}.`);
  }
  await run(args);
});
