import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { vi } from 'vitest';
import { type LocalHost, type LocalHostOptions, startLocalHost } from '../../infra/local/host.ts';
import { synthesizeFixture } from './local-fixture/synthesize.ts';

/** A host that runs the fixture's stacks, and what its functions have written. */
export interface FixtureHost {
  readonly host: LocalHost;
  readonly directory: string;
  readonly errors: readonly string[];
  readonly dynamodb: DynamoDBClient;
  readonly sqs: SQSClient;
  readonly s3: S3Client;
  /** The JSON lines that one function of the fixture has logged so far. */
  logged<Line>(functionId: string): Line[];
  output(name: string): string;
  close(): Promise<void>;
}

/** Synthesizes the fixture into a new folder of the system's temporary directory. */
export async function makeFixtureDirectory(): Promise<{ directory: string; assembly: string }> {
  const directory = await mkdtemp(path.join(tmpdir(), 'local-host-'));
  return { directory, assembly: synthesizeFixture(directory) };
}

/** Starts the fixture in a folder of its own, removed on `close`, or in a given one, which stays. */
export async function startFixture(
  options: Partial<LocalHostOptions> = {},
  kept?: { readonly directory: string; readonly assembly: string },
): Promise<FixtureHost> {
  const { directory, assembly } = kept ?? (await makeFixtureDirectory());
  const errors: string[] = [];
  const output = new Map<string, string>();
  const host = await startLocalHost({
    assembly,
    rotaDir: path.join(directory, 'rota'),
    retryDelayMs: 20,
    log: (line) => errors.push(line),
    functionLog: (name, text) => output.set(name, (output.get(name) ?? '') + text),
    ...options,
  });
  const access = { region: host.region, credentials: { ...host.credentials } };
  const dynamodb = new DynamoDBClient({ ...access, endpoint: host.endpoints.dynamodb });
  const sqs = new SQSClient({ ...access, endpoint: host.endpoints.sqs });
  const s3 = new S3Client({ ...access, endpoint: host.endpoints.s3 });
  return {
    host,
    directory,
    errors,
    dynamodb,
    sqs,
    s3,
    logged: (functionId) => {
      const [, text = ''] = [...output].find(([name]) => name.includes(`-${functionId}`)) ?? [];
      const lines = text.split('\n').slice(0, -1);
      return lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
    },
    output: (name) => {
      const value = host.outputs[name];
      if (value === undefined) throw new Error(`The fixture has no output ${name}.`);
      return value;
    },
    close: async () => {
      for (const client of [dynamodb, sqs, s3]) client.destroy();
      await host.close();
      if (kept === undefined) await rm(directory, { recursive: true });
    },
  };
}

const DEADLINE_MS = 10_000;

/** Repeats until nothing throws. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: DEADLINE_MS, interval: 10 });
