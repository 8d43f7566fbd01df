import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildLocalAssembly } from '../../infra/build/assembly.ts';
import { type LocalHost, startLocalHost } from '../../infra/local/host.ts';
import { synced } from './synced.ts';

/** What a test needs to reach the running service. */
export type RunningHost = Pick<LocalHost, 'apiUrl' | 'region' | 'credentials' | 'endpoints' | 'resources'> & {
  rotaDir: string;
};

declare module 'vitest' {
  export interface ProvidedContext {
    host: RunningHost;
  }
}

/**
 * One local host for all flows, built and synthesized as `npm start` does. Every message of a queue and every batch of a stream
 * is delivered twice, so that each flow also shows that a redelivery changes nothing.
 */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const rotaDir = await mkdtemp(join(tmpdir(), 'rota-e2e-'));
  const assembly = await buildLocalAssembly({ outdir: join(rotaDir, 'cdk.out') });
  const host = await startLocalHost({
    assembly,
    rotaDir,
    deliveries: 2,
    // Schedules of a minute come each second.
    minuteMs: 1_000,
    log: (line) => console.error(line),
  });
  // Before any flow, since one that saved the settings would take another's away.
  const settings = await fetch(`${host.apiUrl}/ownership/v1/settings`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${await host.token({ scope: 'settings.users.write' })}` },
    body: JSON.stringify(synced),
  });
  if (!settings.ok) throw new Error(`The settings could not be saved: ${settings.status}.`);
  const { apiUrl, region, credentials, endpoints, resources } = host;
  project.provide('host', { apiUrl, region, credentials, endpoints, resources, rotaDir });
  return async () => {
    await host.close();
    await rm(rotaDir, { recursive: true, force: true });
  };
};
