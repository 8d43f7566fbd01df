import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildLocalAssembly } from '../../infra/build/assembly.ts';
import { type LocalHost, startLocalHost } from '../../infra/local/host.ts';
import { allScopes } from '../../lib/http/scopes.ts';

/**
 * Asks the service as a user would; the body of the answer.
 *
 * @throws Error if it does not answer with a success
 */
export type Ask = (method: string, route: string, body?: object) => Promise<unknown>;

const askWith =
  ({ apiUrl }: LocalHost, token: string): Ask =>
  async (method, route, body) => {
    const response = await fetch(`${apiUrl}${route}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${await response.text()}`);
    return response.json();
  };

/** Does something with a local Rota of its own, which holds nothing at first and is gone afterwards. */
export const withLocalRota = async <T>(use: (ask: Ask) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'rota-workflow-'));
  let host: LocalHost | undefined;
  try {
    host = await startLocalHost({
      assembly: await buildLocalAssembly({ outdir: path.join(folder, 'assembly') }),
      rotaDir: path.join(folder, 'rota'),
    });
    const token = await host.token({ sub: 'bench', scope: allScopes.join(' ') });
    return await use(askWith(host, token));
  } finally {
    await host?.close();
    await rm(folder, { recursive: true, force: true });
  }
};
