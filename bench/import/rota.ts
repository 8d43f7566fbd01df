import { createHandler as createChunkHandler } from '../../functions/import-chunk/handler.ts';
import { createHandler as createSplitHandler } from '../../functions/import-csv/handler.ts';
import { importIdOf } from '../../lib/app/import/ids.ts';
import type { ImportFile } from '../../lib/domain/import/import.ts';
import { now } from '../../lib/runtime/clock.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { propertyCatalog } from '../../lib/store/directory/property-store.ts';
import type { Dynamo } from '../../lib/store/dynamo.ts';
import { forecastStore } from '../../lib/store/jobs/forecast-store.ts';
import { importJobStore } from '../../lib/store/jobs/import-job-store.ts';
import { importRequestStore } from '../../lib/store/jobs/import-request-store.ts';
import { recordStore } from '../../lib/store/records/record-store.ts';
import { rotationReader } from '../../lib/store/rotations/rotation-store.ts';
import { anOwner } from '../../test/support/builders.ts';
import { startDynamo, type TestDynamo } from '../../test/support/dynamo.ts';
import { meteredClient } from '../rotation/metered-client.ts';
import { bucketOnDisk } from './bucket-on-disk.ts';
import { type ChunkQueue, chunkQueue } from './chunk-queue.ts';
import type { Edition } from './contacts-file.ts';
import type { Contender, Load } from './contender.ts';
import type { ContactFiles } from './field.ts';
import { plentyOfTime } from './plenty-of-time.ts';

type Service = Pick<TestDynamo, 'tables'> & { client: Dynamo; bucket: ReturnType<typeof bucketOnDisk> };

/** The two functions as deployed, but for the bucket, the queue and the counting client. */
export const importFunctions = ({ client, tables, bucket }: Service, queue: ChunkQueue) => {
  const jobs = importJobStore(client, tables.jobs);
  const deps = {
    jobs,
    files: bucket.files,
    queue,
    owners: ownerStore(client, tables.directory),
    properties: propertyCatalog(client, tables.directory),
    rotations: rotationReader(client, tables.directory),
    now,
  };
  const nowhere = () => Promise.reject(new Error('Nothing here goes through a rotation.'));
  return {
    jobs,
    split: createSplitHandler({ ...deps, requests: importRequestStore(client, tables.jobs) }),
    work: createChunkHandler({
      ...deps,
      records: recordStore(client, tables),
      forecasts: forecastStore(client, tables.jobs),
      rotationQueue: { send: nowhere },
    }),
  };
};

/** What S3 tells of a new object. */
export const uploadOf = ({ bucket, key, etag }: ImportFile): object => ({
  Records: [{ s3: { bucket: { name: bucket }, object: { key, eTag: etag } } }],
});

/**
 * Rota itself: the upload calls `import-csv`, whose chunks wait in a queue until `import-chunk` writes them. The import stands when
 * the job is closed.
 */
export const prepareRota = async (
  { rows, workers, roundTripMs }: Load,
  { paths, ownerEmails }: ContactFiles,
): Promise<Contender> => {
  const dynamo = await startDynamo();
  const owners = ownerStore(dynamo.client, dynamo.tables.directory);
  for (const email of ownerEmails) await owners.create(anOwner({ email }));
  const meter = meteredClient(dynamo.endpoint, roundTripMs);
  const bucket = bucketOnDisk();
  const queue = chunkQueue();
  const functions = importFunctions({ client: meter.client, tables: dynamo.tables, bucket }, queue);
  const fileOf = (edition: Edition): ImportFile =>
    bucket.put(`imports/contacts/${edition}.csv`, paths[edition]);
  return {
    name: 'Rota',
    rows,
    async begin(edition) {
      meter.reset();
      bucket.reset();
      queue.reset();
      await functions.split(uploadOf(fileOf(edition)), plentyOfTime);
    },
    advance: (share) => queue.deliver(functions.work, share, workers),
    usage: () => ({
      dynamo: meter.tally(),
      bucketRequests: bucket.requests(),
      queueRequests: queue.requests(),
    }),
    async check(edition) {
      const job = await functions.jobs.get(importIdOf(fileOf(edition)));
      const { created = 0, updated = 0, errors = 0 } = job?.tally ?? {};
      const expected = edition === 'first' ? [rows, 0, 0] : [0, rows, 0];
      if (job?.state !== 'DONE' || [created, updated, errors].join() !== expected.join()) {
        throw new Error(
          `The import is ${job?.state}: ${created} created, ${updated} updated, ${errors} errors.`,
        );
      }
    },
    async stop() {
      meter.destroy();
      await dynamo.stop();
    },
  };
};
