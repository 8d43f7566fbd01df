import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { importChunk } from '../../lib/app/import/import-chunk.ts';
import type { GiveUpDeps, StartDeps } from '../../lib/app/import/import-deps.ts';
import { resumeImport } from '../../lib/app/import/resume-import.ts';
import type { TimeLeft } from '../../lib/app/import/split-import.ts';
import { startImport } from '../../lib/app/import/start-import.ts';
import type { Forecasts } from '../../lib/app/ports/forecasts.ts';
import type { ImportFiles } from '../../lib/app/ports/import-file.ts';
import type { ImportJobStore } from '../../lib/app/ports/jobs.ts';
import type { QueuedBatch } from '../../lib/app/ports/rotations.ts';
import type { Chunk, SplitCursor } from '../../lib/domain/import/chunk.ts';
import type { ImportFile, ImportJob } from '../../lib/domain/import/import.ts';
import type { CrmRecord } from '../../lib/domain/record/record.ts';
import { uniqueKey } from '../../lib/domain/record/unique-key.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { propertyCatalog } from '../../lib/store/directory/property-store.ts';
import type { Dynamo } from '../../lib/store/dynamo.ts';
import { forecastStore } from '../../lib/store/jobs/forecast-store.ts';
import { importJobStore } from '../../lib/store/jobs/import-job-store.ts';
import { importRequestStore } from '../../lib/store/jobs/import-request-store.ts';
import { recordStore } from '../../lib/store/records/record-store.ts';
import { rotationReader } from '../../lib/store/rotations/rotation-store.ts';
import type { TestDynamo } from './dynamo.ts';

type Uploaded = { bytes: Buffer; metadata: Record<string, string> };

/** Where a test's files are: what was uploaded last under a key, readable only with its ETag, as in S3. */
export const bucket = () => {
  const objects = new Map<string, Uploaded & { etag: string }>();
  const find = ({ key, etag }: ImportFile) => {
    const object = objects.get(key);
    return object?.etag === etag ? object : undefined;
  };
  const upload = (
    key: string,
    content: string | Buffer,
    metadata: Record<string, string> = {},
  ): ImportFile => {
    const bytes = Buffer.from(content);
    const etag = createHash('md5').update(bytes).digest('hex');
    objects.set(key, { bytes, metadata, etag });
    return { bucket: 'uploads', key, etag, versionId: null };
  };
  const files: ImportFiles = {
    async describe(file) {
      const object = find(file);
      return object && { size: object.bytes.length, metadata: object.metadata };
    },
    async open(file, from) {
      const object = find(file);
      if (object !== undefined && from > 0 && from >= object.bytes.length) throw new Error('InvalidRange');
      return (
        object &&
        (async function* () {
          yield object.bytes.subarray(from);
        })()
      );
    },
    async keepText(_, key, text) {
      const bytes = await buffer(text);
      return { file: upload(key, bytes), size: bytes.length };
    },
    read: async (file, from, to) => find(file)?.bytes.subarray(from, to),
  };
  return { files, upload };
};

export type Delivery = { importId: string; chunk: Chunk };

const plenty: TimeLeft = () => 900_000;

/** An import service on a test's tables whose queue keeps what is sent until the test delivers it. */
export const importService = (dynamo: TestDynamo, client: Dynamo = dynamo.client) => {
  const { tables } = dynamo;
  const { files, upload } = bucket();
  const sent: Delivery[] = [];
  const rests: { importId: string; split: SplitCursor }[] = [];
  const enrolled: QueuedBatch[] = [];
  const jobs: ImportJobStore = importJobStore(client, tables.jobs);
  const records = recordStore(client, { records: tables.records, recordKeys: tables.recordKeys });
  const deps: StartDeps & GiveUpDeps & { forecasts: Forecasts } = {
    jobs,
    files,
    records,
    owners: ownerStore(client, tables.directory),
    properties: propertyCatalog(client, tables.directory),
    rotations: rotationReader(client, tables.directory),
    rotationQueue: {
      async send(batches) {
        enrolled.push(...batches);
      },
    },
    queue: {
      async send(importId, chunks) {
        sent.push(...chunks.map((chunk) => ({ importId, chunk })));
      },
      async sendRest(importId, split) {
        rests.push({ importId, split });
      },
    },
    requests: importRequestStore(client, tables.jobs),
    forecasts: forecastStore(client, tables.jobs),
    now: () => new Date().toISOString(),
  };
  const deliver = async (deliveries: readonly Delivery[], isRepeated = false): Promise<void> => {
    await Promise.all(deliveries.map((delivery) => importChunk(deps, { ...delivery, isRepeated })));
  };
  return {
    deps,
    jobs,
    records,
    sent,
    /** The files that are to be cut on. */
    rests,
    /** What was sent to rotations. */
    enrolled,
    upload,
    deliver,
    start: (file: ImportFile, timeLeft = plenty): Promise<void> => startImport(deps, file, timeLeft),
    resume: (importId: string, timeLeft = plenty): Promise<void> => resumeImport(deps, importId, timeLeft),
    /** An upload with all that follows from it. */
    async run(
      key: string,
      content: string | Buffer,
      metadata: Record<string, string> = {},
    ): Promise<ImportJob> {
      const file = upload(key, content, metadata);
      const before = (await jobs.list({ limit: 100 })).results.map(({ id }) => id);
      await startImport(deps, file, plenty);
      await deliver(sent.splice(0));
      const { results } = await jobs.list({ limit: 100 });
      const job = results.find(({ id }) => !before.includes(id));
      if (job === undefined) throw new Error('The upload started no import.');
      return job;
    },
    async contactWith(email: string): Promise<CrmRecord | undefined> {
      const ids = await records.findIds([uniqueKey('contacts', 'email', email)]);
      const [id] = ids.values();
      return id === undefined ? undefined : records.get('contacts', id);
    },
    async countContacts(): Promise<number> {
      return (await records.list('contacts', { archived: false, limit: 10_000 })).records.length;
    },
  };
};

export type ImportService = ReturnType<typeof importService>;
