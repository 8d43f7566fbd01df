import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Answer, Send } from '../../../client/connection.ts';
import type { LocalHost } from '../host.ts';
import type { Progress } from './terminal.ts';
import { waitFor } from './wait-for.ts';

export type ImportStatus = { state: string; metadata: { counters: Record<string, number> } };
type ImportPage = { results: ImportStatus[] };

/** Puts a file into the import bucket, which starts its import. */
export const upload = async (host: LocalHost, key: string, body: string): Promise<void> => {
  const { region, credentials, endpoints, resources } = host;
  const s3 = new S3Client({ region, credentials, endpoint: endpoints.s3, forcePathStyle: true });
  await s3.send(new PutObjectCommand({ Bucket: resources.importBucket, Key: key, Body: body }));
  s3.destroy();
};

/** Waits for the one import there is, and checks that it has done all of it. */
export const importDone = async (send: Send, rows: number, progress: Progress): Promise<ImportStatus> => {
  const status = await waitFor(
    'The import',
    rows,
    async () => {
      const { body } = await send<Answer<200, ImportPage>>({ method: 'GET', path: '/crm/v3/imports' });
      const [newest] = body.results;
      progress(newest?.metadata.counters['CREATED_OBJECTS'] ?? 0, rows);
      return newest;
    },
    (newest) => newest?.state === 'DONE' || newest?.state === 'FAILED',
  );
  const { CREATED_OBJECTS: created = 0, ERRORS: errors = 0 } = status?.metadata.counters ?? {};
  if (status?.state !== 'DONE' || created !== rows || errors !== 0) {
    throw new Error(
      `The import ended ${status?.state} with ${created} of ${rows} rows and ${errors} errors.`,
    );
  }
  return status;
};
