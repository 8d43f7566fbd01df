import type { Context, SQSBatchResponse, SQSRecord } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/import-chunk-failed/handler.ts';
import { giveUpChunk } from '../../../lib/app/import/give-up-chunk.ts';
import { giveUpFile } from '../../../lib/app/import/give-up-file.ts';
import { importIdOf } from '../../../lib/app/import/ids.ts';
import type { ImportFile, ImportJob } from '../../../lib/domain/import/import.ts';
import { startDynamo, type TestDynamo } from '../../support/dynamo.ts';
import { refuses, withFaults } from '../../support/faults.ts';
import { type Delivery, type ImportService, importService } from '../../support/imports.ts';

let dynamo: TestDynamo;
let service: ImportService;
beforeEach(async () => {
  dynamo = await startDynamo();
  service = importService(dynamo);
});
afterEach(() => dynamo.stop());

const key = 'imports/contacts/people.csv';
const people = (from: number, to: number, city = 'Bern'): string =>
  Array.from({ length: to - from }, (_, n) => `person-${from + n}@example.com,${city}\n`).join('');

const split = async (content: string): Promise<{ importId: string; chunks: Delivery[] }> => {
  await service.start(service.upload(key, `Email,City\n${content}`));
  const chunks = service.sent.splice(0);
  return { importId: chunks[0]?.importId ?? '', chunks };
};

const giveUp = async (chunks: readonly Delivery[], deps = service.deps): Promise<void> => {
  for (const { importId, chunk } of chunks) await giveUpChunk(deps, importId, chunk);
};

/** A worker that dies behind its first transaction, having written some of the rows. */
const dieHalfway = async (chunks: readonly Delivery[]): Promise<void> => {
  const { commit } = service.records;
  let calls = 0;
  const records = {
    ...service.records,
    commit: (...args: Parameters<typeof commit>) =>
      ++calls === 1 ? commit(...args) : Promise.reject(new Error('The worker died.')),
  };
  const deps = service.deps.records;
  service.deps.records = records;
  await expect(service.deliver(chunks)).rejects.toThrow('died');
  service.deps.records = deps;
};

const rowsWithProblem = async (importId: string): Promise<(number | undefined)[]> =>
  (await service.jobs.problems(importId, { limit: 10_000 })).results.map(({ row }) => row);

/** The counters say exactly what the table holds, and every row is in one of them. */
const expectExact = async (job: ImportJob | undefined): Promise<void> => {
  const { created = 0, updated = 0, unchanged = 0, failed = 0 } = job?.tally ?? {};
  expect(created).toBe(await service.countContacts());
  if (job?.totalRows !== null) expect(created + updated + unchanged + failed).toBe(job?.totalRows);
};

describe('a chunk that has failed too often', () => {
  it('has all its rows reported as failed, by number, and lets the import end', async () => {
    const { importId, chunks } = await split(`\n${people(0, 600)}`);
    await service.deliver(chunks.slice(0, 1));
    await giveUp(chunks.slice(1));
    const job = await service.jobs.get(importId);
    expect(job).toMatchObject({ state: 'DONE', tally: { created: 500, failed: 100, errors: 100 } });
    expect(await rowsWithProblem(importId)).toEqual(Array.from({ length: 100 }, (_, n) => 503 + n));
    await expectExact(job);
  });

  it('is counted once, also if it was written or given up before', async () => {
    const { importId, chunks } = await split(people(0, 600));
    await service.deliver(chunks.slice(0, 1));
    await giveUp([...chunks, ...chunks]);
    await service.deliver(chunks, true);
    const job = await service.jobs.get(importId);
    expect(job).toMatchObject({ state: 'DONE', tally: { created: 500, failed: 100 } });
    await expectExact(job);
  });

  it('counts the rows that earlier attempts have written as what they are', async () => {
    await service.run(key, `Email,City\n${people(0, 50)}`);
    const { importId, chunks } = await split(`${people(0, 300, 'Rome')}no address,Rome\n`);
    await dieHalfway(chunks);
    await giveUp(chunks);
    const job = await service.jobs.get(importId);
    const { created = 0, updated = 0, failed = 0, errors } = job?.tally ?? {};
    expect(created + updated).toBeGreaterThan(0);
    expect(failed).toBe(301 - created - updated);
    expect(errors).toBe(failed);
    expect(50 + created).toBe(await service.countContacts());
    const written = await Promise.all(
      Array.from({ length: 50 }, (_, n) => service.contactWith(`person-${n}@example.com`)),
    );
    expect(updated).toBe(written.filter((contact) => contact?.properties['city'] === 'Rome').length);
  });

  it('whose rows cannot even be told apart has failed as a whole', async () => {
    const { importId, chunks } = await split(people(0, 3));
    const torn = chunks.map(({ importId: id, chunk }) => ({
      importId: id,
      chunk: { ...chunk, repeats: 'all' as const },
    }));
    const read = service.deps.files.read;
    service.deps.files.read = async () => Buffer.from('a"b');
    await giveUp(torn);
    service.deps.files.read = read;
    expect(await service.jobs.get(importId)).toMatchObject({
      state: 'DONE',
      tally: { failed: 3, errors: 1 },
    });
    expect(await rowsWithProblem(importId)).toEqual([2]);
  });

  it('is kept for later while a table cannot be reached', async () => {
    const { importId, chunks } = await split(people(0, 3));
    const outage = refuses('BatchGetItem', new Error('The network is down.'));
    const cutOff = importService(dynamo, withFaults(dynamo, outage)).deps;
    await expect(giveUp(chunks, { ...cutOff, files: service.deps.files })).rejects.toThrow('down');
    expect(await service.jobs.get(importId)).toMatchObject({ state: 'PROCESSING', doneChunks: 0 });
    await giveUp(chunks);
    expect(await service.jobs.get(importId)).toMatchObject({ state: 'DONE', tally: { failed: 3 } });
  });

  it('has failed with its file if that is gone', async () => {
    const { importId, chunks } = await split(people(0, 3));
    service.upload(key, 'Email\n');
    await giveUp(chunks);
    expect(await service.jobs.get(importId)).toMatchObject({
      state: 'FAILED',
      problems: [{ code: 'FILE_NOT_FOUND' }],
      tally: { failed: 3, errors: 1 },
    });
  });
});

describe('a file that could not be cut to its end, however often that was tried', () => {
  it('makes its import FAILED, and what was written of it counts', async () => {
    await service.start(service.upload(key, `Email,City\n${people(0, 1_200)}`), () => 0);
    const [first] = service.sent;
    const { importId } = first ?? { importId: '' };
    await service.deliver(first === undefined ? [] : [first]);
    await giveUpFile(service.deps, importId);
    const job = await service.jobs.get(importId);
    expect(job).toMatchObject({
      state: 'FAILED',
      totalRows: null,
      problems: [{ code: 'INTERNAL_ERROR' }],
      tally: { created: 500 },
    });
    await expectExact(job);
  });
});

describe('what reaches the function behind the dead-letter queues', () => {
  const give = (body: object): Promise<SQSBatchResponse> => {
    const record = { messageId: 'm', attributes: {}, body: JSON.stringify(body) } as SQSRecord;
    return createHandler(service.deps)({ Records: [record] }, {} as Context);
  };
  const taken = { batchItemFailures: [] };
  const left = { batchItemFailures: [{ itemIdentifier: 'm' }] };
  const notification = ({ bucket, key: uploaded, etag }: ImportFile) => ({
    requestContext: { condition: 'RetriesExhausted' },
    requestPayload: {
      Records: [{ s3: { bucket: { name: bucket }, object: { key: uploaded, eTag: etag } } }],
    },
  });

  it('is a chunk, the rest of a file or a notification, and ends its import', async () => {
    const { importId, chunks } = await split(people(0, 3));
    expect(await give({ importId, chunk: chunks[0]?.chunk })).toEqual(taken);
    expect(await service.jobs.get(importId)).toMatchObject({ state: 'DONE', tally: { failed: 3 } });

    await service.start(
      service.upload('imports/contacts/b.csv', `Email\n${'a@b.ch\n'.repeat(700)}`),
      () => 0,
    );
    const [rest] = service.rests;
    expect(await give({ ...rest })).toEqual(taken);
    expect((await service.jobs.get(rest?.importId ?? ''))?.state).toBe('FAILED');

    const file = service.upload('imports/contacts/c.csv', 'Email\na@b.ch\n');
    const { accept } = service.deps.jobs;
    service.deps.jobs.accept = () => Promise.reject(new Error('The splitter died.'));
    await expect(service.start(file)).rejects.toThrow('died');
    service.deps.jobs.accept = accept;
    expect(await give(notification(file))).toEqual(taken);
    expect(await service.jobs.get(importIdOf(file))).toMatchObject({
      state: 'FAILED',
      problems: [{ code: 'INTERNAL_ERROR' }],
    });
  });

  it('does not end an import whose chunks are all under way', async () => {
    const file = service.upload(key, `Email\n${'a@b.ch\n'.repeat(3)}`);
    await service.start(file);
    expect(await give(notification(file))).toEqual(taken);
    expect((await service.jobs.get(importIdOf(file)))?.state).toBe('PROCESSING');
  });

  it('stays where it is if nothing is known of the import', async () => {
    expect(await give(notification(service.upload(key, 'Email\n')))).toEqual(left);
    expect(await give({ something: 'else' })).toEqual(left);
  });
});

describe('an import that is cancelled', () => {
  const cancel = (importId: string) => service.jobs.cancel(importId, service.deps.now());

  it('has no further chunk written', async () => {
    const { importId, chunks } = await split(people(0, 1_200));
    await service.deliver(chunks.slice(0, 1));
    await cancel(importId);
    await service.deliver(chunks.slice(1));
    const job = await service.jobs.get(importId);
    expect(job).toMatchObject({ state: 'CANCELED', totalRows: 1_200, tally: { created: 500, failed: 0 } });
    expect(await service.countContacts()).toBe(500);
  });

  it('counts the chunk that was being written at that moment', async () => {
    const { importId, chunks } = await split(people(0, 1_200));
    const { commit } = service.records;
    let cancelled: Promise<unknown> | undefined;
    service.deps.records = {
      ...service.records,
      commit: async (...args) => {
        cancelled ??= cancel(importId);
        await cancelled;
        return commit(...args);
      },
    };
    await service.deliver(chunks.slice(0, 1));
    service.deps.records = service.records;
    await service.deliver(chunks.slice(1));
    expect(await service.jobs.get(importId)).toMatchObject({ state: 'CANCELED', tally: { created: 500 } });
    expect(await service.countContacts()).toBe(500);
  });

  it('counts what a chunk has written whose worker died, and writes no more of it', async () => {
    const { importId, chunks } = await split(people(0, 300));
    await dieHalfway(chunks);
    await cancel(importId);
    const before = await service.countContacts();
    expect(before).toBeGreaterThan(0);
    await service.deliver(chunks, true);
    await service.deliver(chunks, true);
    const job = await service.jobs.get(importId);
    expect(job).toMatchObject({ state: 'CANCELED', tally: { created: before, failed: 0 } });
    expect(await service.countContacts()).toBe(before);
  });
});
