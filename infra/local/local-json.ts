import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import type { LocalHost } from './host.ts';
import { writePrivateFile } from './private-file.ts';

const localJson = z.object({ apiUrl: z.string() });

const fileIn = (rotaDir: string): string => path.join(rotaDir, 'local.json');

/** Tells other programs of this machine where the environment is, and gives them a token with every scope. */
export function writeLocalJson(rotaDir: string, host: LocalHost, token: string): void {
  const { apiUrl, region, credentials, endpoints, resources } = host;
  const content = { apiUrl, token, region, credentials, endpoints, resources };
  writePrivateFile(fileIn(rotaDir), `${JSON.stringify(content, null, 2)}\n`);
}

export function removeLocalJson(rotaDir: string): void {
  rmSync(fileIn(rotaDir), { force: true });
}

const accessJson = z.object({ apiUrl: z.string(), token: z.string() });

/** The address and the token in `local.json`; undefined when there is no such file. It may be a leftover of a crash. */
export function readAccess(rotaDir: string): z.infer<typeof accessJson> | undefined {
  try {
    return accessJson.parse(JSON.parse(readFileSync(fileIn(rotaDir), 'utf8')));
  } catch {
    return;
  }
}

/** The address in `local.json`; undefined when there is no such file. It may be a leftover of a crash. */
export function readApiUrl(rotaDir: string): string | undefined {
  try {
    return localJson.parse(JSON.parse(readFileSync(fileIn(rotaDir), 'utf8'))).apiUrl;
  } catch {
    return;
  }
}
