import { parseFlags } from '../../infra/local/command-line.ts';
import { wholeNumber } from '../flags.ts';
import { defaultResultsFile, writeResults } from '../results-file.ts';
import { type ModelResults, playAll } from './grid.ts';
import { modelReport } from './report.ts';

const defaultSeed = '1';

const help = `Usage: npm run bench -- model [flags]

Plays Rota's design and a counter per record against each other, with latencies and limits like those
of AWS, for 1 to 64 workers and 1 to 100 rotations. Nothing is measured: it prints what it assumes.

  --seed N      what the random draws begin with (default ${defaultSeed})
  --json FILE   where the figures go (default ${defaultResultsFile('model')})
  --help        this text
`;

/** Plays the model and prints it. */
export const reportModel = (seed = Number(defaultSeed)): ModelResults => {
  const results = playAll(seed);
  process.stdout.write(modelReport(results));
  return results;
};

/** The benchmark `model`. */
export const runModel = async (args: readonly string[]): Promise<void> => {
  const flags = parseFlags(args, {
    seed: { type: 'string', default: defaultSeed },
    json: { type: 'string', default: defaultResultsFile('model') },
    help: { type: 'boolean', default: false },
  });
  if (flags.help) {
    process.stdout.write(help);
    return;
  }
  const results = reportModel(wholeNumber('seed', flags.seed, 0, 2 ** 32 - 1));
  await writeResults(flags.json, 'model', results);
};
