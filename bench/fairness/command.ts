import { parseFlags } from '../../infra/local/command-line.ts';
import { drawsOf } from '../../test/support/draws.ts';
import { wholeNumber } from '../flags.ts';
import { endProgress, showProgress } from '../progress.ts';
import { defaultResultsFile, writeResults } from '../results-file.ts';
import { searchWorstDrift, searchWorstWeights } from './counts.ts';
import { type WorstCredits, worstCredits } from './credits.ts';
import { fairnessReport } from './report.ts';

const help = `Usage: npm run bench -- fairness [flags]

Plays the rule by which a rotation picks owners, and looks for the games in which it does worst: how far
somebody's credit comes from zero, whoever takes part, and how far counts come from what is due by weight.

  --seed N      what the random draws begin with (default 1)
  --seconds N   how long to look for weights worse than the worst known (default 20)
  --json FILE   where the figures go (default ${defaultResultsFile('fairness')})
  --help        this text
`;

const sizes = [2, 3, 5, 10, 20, 40];
const driftTries = 200_000;

/** The benchmark `fairness`. */
export const runFairness = async (args: readonly string[]): Promise<void> => {
  const flags = parseFlags(args, {
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '20' },
    json: { type: 'string', default: defaultResultsFile('fairness') },
    help: { type: 'boolean', default: false },
  });
  if (flags.help) {
    process.stdout.write(help);
    return;
  }
  const seed = wholeNumber('seed', flags.seed, 0, 2 ** 32 - 1);
  const seconds = wholeNumber('seconds', flags.seconds, 0, 86_400);
  const credits: WorstCredits[] = [];
  for (const weights of ['equal', '1 to 100'] as const) {
    for (const members of sizes) {
      showProgress(`Credits of ${members} members with ${weights} weights`);
      credits.push(worstCredits(members, weights, seed));
    }
  }
  showProgress('Counts by weight');
  const counts = searchWorstWeights(drawsOf(seed, 'weights'), seconds * 1_000);
  const rounding = searchWorstDrift(drawsOf(seed, 'rounding'), driftTries);
  endProgress();
  const results = { seed, credits, counts, rounding };
  process.stdout.write(fairnessReport(results));
  await writeResults(flags.json, 'fairness', results);
};
