import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { buildLocalAssembly } from '../../infra/build/assembly.ts';
import { type LocalHost, startLocalHost } from '../../infra/local/host.ts';
import { writeContacts } from '../import/contacts-file.ts';
import { countContacts } from './count-contacts.ts';
import { peakMemoryOf } from './process-memory.ts';

/** What one import took: the peak of the environment of each function that took most, in MB. */
export type MemoryOfImport = { rows: number; seconds: number; peaks: Record<string, number> };

const everyMs = 1_000;
const imports = z.object({
  results: z.array(
    z.object({
      state: z.string(),
      metadata: z.object({
        counters: z.object({ TOTAL_ROWS: z.number(), CREATED_OBJECTS: z.number(), ERRORS: z.number() }),
      }),
    }),
  ),
});

/** The imports; none if the host is too busy to answer, since there is a next look. */
const look = async (url: string, authorization: string) => {
  const response = await fetch(url, { headers: { authorization } }).catch(() => undefined);
  return response?.ok === true ? z.parse(imports, await response.json()).results : [];
};

/** Waits until the one import that there is, is over. */
const untilOver = async (
  { apiUrl, token }: LocalHost,
  rows: number,
  onRows: (rows: number) => void,
): Promise<void> => {
  const authorization = `Bearer ${await token({ sub: 'bench', scope: 'crm.import' })}`;
  for (;;) {
    const [job] = await look(`${apiUrl}/crm/v3/imports`, authorization);
    const {
      TOTAL_ROWS: total = 0,
      CREATED_OBJECTS: created = 0,
      ERRORS: errors = 0,
    } = job?.metadata.counters ?? {};
    if (job !== undefined) onRows(created);
    if (job?.state === 'DONE' && total === rows && created === rows && errors === 0) return;
    if (job !== undefined && !['STARTED', 'PROCESSING'].includes(job.state)) {
      throw new Error(
        `The import is ${job.state}: ${created} of ${total} rows created (the file has ${rows}), ${errors} errors.`,
      );
    }
    await setTimeout(everyMs);
  }
};

const upload = async (
  { region, credentials, endpoints, resources }: LocalHost,
  file: string,
): Promise<void> => {
  const s3 = new S3Client({ region, credentials, endpoint: endpoints.s3, forcePathStyle: true });
  const { size } = await stat(file);
  const object = { Bucket: resources.importBucket, Key: 'imports/contacts/people.csv' };
  await s3.send(new PutObjectCommand({ ...object, Body: createReadStream(file), ContentLength: size }));
  s3.destroy();
};

/** The names of functions as their folders have them, by what the template calls them. */
const shortName = (name: string): string => name.replace(/^.*-([A-Za-z]+)Function.*$/, '$1');

/**
 * Imports a file of new contacts with a local Rota of its own, of which each execution environment is a process, as on Lambda, and
 * reads from the operating system how much memory each of them has had at most.
 *
 * @throws Error if the import does not create every row, or the table holds anything else than one record for each
 */
export const importOnHost = async (rows: number, onRows: (done: number) => void): Promise<MemoryOfImport> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'rota-memory-'));
  const environments: { name: string; pid: number }[] = [];
  let host: LocalHost | undefined;
  try {
    const file = path.join(folder, 'people.csv');
    await writeContacts(file, { rows, edition: 'first', ownerEmails: [''] });
    host = await startLocalHost({
      assembly: await buildLocalAssembly({ outdir: path.join(folder, 'assembly') }),
      rotaDir: path.join(folder, 'rota'),
      isolation: 'processes',
      onEnvironment: (name, pid) => void environments.push({ name: shortName(name), pid }),
    });
    const began = performance.now();
    await upload(host, file);
    await untilOver(host, rows, onRows);
    const seconds = (performance.now() - began) / 1_000;
    const records = await countContacts(host);
    if (records !== rows) throw new Error(`The import created ${rows} records, and there are ${records}.`);
    const peaks: Record<string, number> = {};
    for (const { name, pid } of environments) peaks[name] = Math.max(peaks[name] ?? 0, peakMemoryOf(pid));
    return { rows, seconds, peaks };
  } finally {
    await host?.close();
    await rm(folder, { recursive: true, force: true });
  }
};
