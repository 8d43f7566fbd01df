import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import * as z from 'zod/mini';
import { type ImportStatus, importStatus, isOver } from './outcome.ts';
import { type Access, type Answer, ask } from './service.ts';

const everyMs = 500;
/** An upload that has not started an import by then never will: its notification is lost, or the form was another's. */
const longestStartMs = 120_000;

const applied = z.object({ state: z.string(), importId: z.optional(z.string()) });
const offered = z.object({ state: z.string(), url: z.optional(z.string()) });

/** Asks again and again until the answer is one that is waited for. */
const until = async <T>(look: () => Promise<T | undefined>): Promise<T> => {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await setTimeout(everyMs);
  }
};

/** Waits until an import is over. */
export const untilOver = (
  access: Access,
  importId: string,
  onPercent: (percent: number) => void,
): Promise<ImportStatus> => {
  const begun = Date.now();
  return until(async () => {
    const { status, body } = await ask(access, { method: 'GET', path: `/crm/v3/imports/${importId}` }, [404]);
    if (status === 404 && Date.now() - begun > longestStartMs) throw new Error('The import has not started.');
    if (status === 404) return undefined;
    const now = z.parse(importStatus, body);
    onPercent(now.percent);
    return isOver(now) ? now : undefined;
  });
};

/**
 * Has a dry run applied, and waits until it is begun.
 *
 * @returns the id of the import that does it
 * @throws Error naming what has changed since the dry run, if it is refused
 */
export const startApply = async (access: Access, dryRunId: string): Promise<string> => {
  const path = `/ownership/v1/imports/${dryRunId}/apply`;
  const importIdIn = ({ body }: Answer): string | undefined => z.parse(applied, body).importId;
  const first = importIdIn(await ask(access, { method: 'POST', path }));
  return first ?? until(async () => importIdIn(await ask(access, { method: 'GET', path })));
};

/** Has the report of an import made, of every row if it is a dry run, and saves it. */
export const saveReport = async (
  access: Access,
  { id, dryRun }: ImportStatus,
  file: string,
): Promise<void> => {
  const path = dryRun ? `/ownership/v1/imports/${id}/report` : `/crm/v3/imports/${id}/errors/report`;
  const url = await until(
    async () => z.parse(offered, (await ask(access, { method: 'GET', path })).body).url,
  );
  const { ok, status, body } = await fetch(url);
  if (!ok || body === null) throw new Error(`The bucket answered ${status}.`);
  await pipeline(Readable.fromWeb(body), createWriteStream(file));
};
