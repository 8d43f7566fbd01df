import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildLocalAssembly } from '../../infra/build/assembly.ts';
import { startLocalHost } from '../../infra/local/host.ts';
import { allScopes } from '../../lib/http/scopes.ts';

/** The whole service on this machine, and a way to ask it. */
export type Service = {
  /** @throws Error if the answer is no success */
  ask(method: string, path: string, body?: unknown): Promise<unknown>;
  close(): Promise<void>;
};

/** Starts the service as `npm start` does, on a port of its own. */
export const startService = async (): Promise<Service> => {
  const rotaDir = await mkdtemp(path.join(tmpdir(), 'rota-bench-'));
  const assembly = await buildLocalAssembly({ outdir: path.join(rotaDir, 'cdk.out') });
  const host = await startLocalHost({ assembly, rotaDir, log: (line) => process.stderr.write(`${line}\n`) });
  const token = await host.token({ sub: 'bench', email: 'bench@example.com', scope: allScopes.join(' ') });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return {
    async ask(method, url, body) {
      const answer = await fetch(`${host.apiUrl}${url}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${url} answered ${answer.status}: ${text}`);
      return text === '' ? undefined : JSON.parse(text);
    },
    async close() {
      await host.close();
      await rm(rotaDir, { recursive: true, force: true });
    },
  };
};
