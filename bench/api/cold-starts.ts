import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { NODE_OPTIONS } from '../../infra/constructs/node-options.ts';
import type { TestDynamo } from '../../test/support/dynamo.ts';
import { showProgress } from '../progress.ts';
import { median } from '../quantiles.ts';
import type { BundledFunction } from './bundles.ts';
import type { ColdStart } from './cold-start-process.ts';
import { sampleEvent } from './sample-events.ts';

/** Import and first call of one function in a new process, as deployed and as the baseline: medians. */
export type ColdStarts = {
  name: string;
  usesSdk: boolean;
  bytes: number;
  baselineBytes: number;
  milliseconds: number;
  baselineMilliseconds: number;
  residentMegabytes: number;
  baselineResidentMegabytes: number;
};

const run = promisify(execFile);

/** The environment that a deployed function has, with tables on the emulator and queues that nobody asks. */
const environmentOn = ({ endpoint, tables }: TestDynamo): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  LAMBDA_TASK_ROOT: '/var/task',
  ...Object.fromEntries(
    Object.entries(tables).map(([name, table]) => [
      `${name.replace(/[A-Z]/g, '_$&').toUpperCase()}_TABLE`,
      table,
    ]),
  ),
});

/** For the variables that a bundle asks for and that no table is the value of; nothing is sent there. */
const placeholder = 'http://127.0.0.1:9/unused';

const missingOf = (error: unknown): string[] => {
  const { stderr = '' } = error as { stderr?: string };
  return /Environment variables are missing: ([A-Z_, ]+)\./.exec(stderr)?.[1]?.split(', ') ?? [];
};

type Start = {
  child: string;
  bundle: string;
  event: string;
  env: Record<string, string>;
  nodeOptions: string;
};

const start = async (asked: Start): Promise<ColdStart> => {
  const { child, bundle, event, env, nodeOptions } = asked;
  try {
    const { stdout } = await run(process.execPath, [child, bundle, event], {
      env: { ...env, NODE_OPTIONS: nodeOptions },
    });
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as ColdStart;
  } catch (error) {
    const missing = missingOf(error);
    if (missing.length === 0) throw error;
    for (const name of missing) env[name] = placeholder;
    return start(asked);
  }
};

/**
 * Starts each function in new processes, as deployed and as the baseline in turn, so that both meet the machine as it is at the time.
 *
 * @throws Error if a function fails at its first call
 */
export const measureColdStarts = async (
  { functions, child }: { functions: readonly BundledFunction[]; child: string },
  dynamo: TestDynamo,
  rounds: number,
): Promise<ColdStarts[]> => {
  const found: ColdStarts[] = [];
  for (const { name, routes, deployed, baseline, usesSdk, bytes, baselineBytes } of functions) {
    const event = JSON.stringify(sampleEvent(routes));
    const env = environmentOn(dynamo);
    const measured: { ours: ColdStart; theirs: ColdStart }[] = [];
    for (let round = 0; round < rounds; round++) {
      showProgress(`Cold starts: ${name}, ${round + 1} of ${rounds}`);
      const ours = await start({ child, bundle: deployed, event, env, nodeOptions: NODE_OPTIONS });
      const theirs = await start({ child, bundle: baseline, event, env, nodeOptions: '' });
      if (ours.status >= 500 || ours.status !== theirs.status) {
        throw new Error(`${name} answered ${ours.status}, its baseline ${theirs.status}.`);
      }
      measured.push({ ours, theirs });
    }
    found.push({
      name,
      usesSdk,
      bytes,
      baselineBytes,
      milliseconds: median(measured.map(({ ours }) => ours.milliseconds)),
      baselineMilliseconds: median(measured.map(({ theirs }) => theirs.milliseconds)),
      residentMegabytes: median(measured.map(({ ours }) => ours.residentBytes)) / 1e6,
      baselineResidentMegabytes: median(measured.map(({ theirs }) => theirs.residentBytes)) / 1e6,
    });
  }
  return found;
};
