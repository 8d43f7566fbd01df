import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { offerUpload, type UploadWish } from '../../../lib/app/import/offer-upload.ts';
import { receiveUpload } from '../../../lib/app/import/receive-upload.ts';
import type { QueuedBatch } from '../../../lib/app/ports/rotations.ts';
import { defaultOptions, type ImportOptions } from '../../../lib/domain/import/options.ts';
import { newStandings } from '../../../lib/domain/rotation/standings.ts';
import { ulidPattern } from '../../../lib/domain/ulid.ts';
import { ownerStore } from '../../../lib/store/directory/owner-store.ts';
import { importJobStore } from '../../../lib/store/jobs/import-job-store.ts';
import { importRequestStore } from '../../../lib/store/jobs/import-request-store.ts';
import { rotationStore } from '../../../lib/store/rotations/rotation-store.ts';
import { anOwner, aRotationAmong, someTime } from '../../support/builders.ts';
import { startDynamo, type TestDynamo } from '../../support/dynamo.ts';
import { type ImportService, importService } from '../../support/imports.ts';

let dynamo: TestDynamo;
let service: ImportService;
beforeEach(async () => {
  dynamo = await startDynamo();
  service = importService(dynamo);
});
afterEach(() => dynamo.stop());

const importId = '4000000000000077';
const key = 'imports/contacts/people.csv';

const deps = () => ({
  ...service.deps,
  owners: ownerStore(dynamo.client, dynamo.tables.directory),
  requests: importRequestStore(dynamo.client, dynamo.tables.jobs),
  forms: {
    sign: async ({ key: fields }: { key: string }) => ({ url: 'https://bucket', fields: { key: fields } }),
  },
  uploads: {
    put: async (file: { key: string; bytes: Uint8Array }) =>
      service.upload(file.key, Buffer.from(file.bytes).toString()),
  },
  newImportId: () => importId,
});

const wish = (options: Partial<ImportOptions>, fields: Partial<UploadWish> = {}): UploadWish => ({
  objectType: 'contacts',
  fileName: 'people.csv',
  name: 'May people',
  actor: 'ada@example.com',
  options: { ...defaultOptions, ...options },
  ...fields,
});

const aRotation = async (fields: Parameters<typeof aRotationAmong>[1] = {}): Promise<string> => {
  const owner = anOwner();
  await ownerStore(dynamo.client, dynamo.tables.directory).create(owner);
  const rotation = aRotationAmong([owner.id], fields);
  await rotationStore(dynamo.client, dynamo.tables).create(
    rotation,
    newStandings(rotation.id, [owner.id]),
    [],
  );
  return rotation.id;
};

describe('what is asked of an import beforehand', () => {
  it('is followed when its file arrives', async () => {
    const mappings = [{ columnName: 'Mail', propertyName: 'email' }];
    const { upload } = await offerUpload(deps(), wish({ mode: 'create', mappings }));
    const job = await service.run(upload.fields['key'] ?? '', 'Mail,City\nkim@example.com,Bern\n');
    expect(job).toMatchObject({
      id: importId,
      name: 'May people',
      actor: 'ada@example.com',
      options: { mode: 'create', mappings },
      tally: { created: 1 },
    });
    expect((await service.contactWith('kim@example.com'))?.properties['city']).toBe('Bern');
  });

  it('goes before what the metadata of the file says', async () => {
    const { upload } = await offerUpload(deps(), wish({ mode: 'create' }));
    const metadata = { mode: 'update', name: 'Other', actor: 'eve@example.com' };
    const job = await service.run(upload.fields['key'] ?? '', 'Email\nkim@example.com\n', metadata);
    expect(job).toMatchObject({ name: 'May people', actor: 'ada@example.com', options: { mode: 'create' } });
  });

  it('may come with the file, and the import can be asked for at once', async () => {
    const bytes = Buffer.from('Email\nkim@example.com\n');
    const begun = await receiveUpload(deps(), { ...wish({}), bytes });
    expect(await service.jobs.get(importId)).toEqual(begun);
    expect(begun).toMatchObject({ id: importId, state: 'STARTED', name: 'May people' });
    await service.start(begun.file);
    await service.deliver(service.sent);
    expect(await service.jobs.get(importId)).toMatchObject({ state: 'DONE', tally: { created: 1 } });
  });

  it.each([
    ['an owner whom nobody knows', { unknownOwner: { ownerId: '9' } }, 'unknownOwner.ownerId'],
    ['a rotation that nobody knows', { unknownOwner: { rotationId: '9' } }, 'unknownOwner.rotationId'],
    [
      'a property that there is not',
      {
        mappings: [
          { columnName: 'a', propertyName: 'email' },
          { columnName: 'b', propertyName: 'shoesize' },
        ],
      },
      'mappings[1].propertyName',
    ],
  ])('is refused if it names %s', async (_, options, field) => {
    await expect(offerUpload(deps(), wish(options))).rejects.toMatchObject({ problems: [{ in: field }] });
    expect(await deps().requests.get(importId)).toBeUndefined();
  });

  it('is refused if it names a rotation of another type', async () => {
    const rotationId = await aRotation({ objectType: 'deals' });
    await expect(offerUpload(deps(), wish({ unknownOwner: { rotationId } }))).rejects.toMatchObject({
      problems: [{ in: 'unknownOwner.rotationId', code: 'WRONG_OBJECT_TYPE' }],
    });
  });
});

describe('what the metadata of a file asks for', () => {
  it.each([
    ['an owner whom nobody knows', 'owner:9', 'owner 9'],
    ['a rotation that nobody knows', 'rotation:9', 'rotation 9'],
  ])('fails the import before a row is written if it names %s', async (_, unknownOwner, words) => {
    const job = await service.run(key, 'Email\nkim@example.com\n', { 'unknown-owner': unknownOwner });
    expect(job).toMatchObject({
      state: 'FAILED',
      problems: [{ code: 'INVALID_IMPORT_OPTION', message: expect.stringContaining(words) }],
    });
    expect(await service.countContacts()).toBe(0);
  });
});

describe('an import that was kept before there were options', () => {
  it('can still be read', async () => {
    await service.run(key, 'Email,Shoe size\nkim@example.com,42\n', { mode: 'create' });
    const [job] = (await service.jobs.list({ limit: 1 })).results;
    if (job === undefined) throw new Error('There is no import.');
    const { options, id, ...rest } = job;
    const columns = [{ kind: 'ignored', header: 'Shoe size' }];
    const Item = {
      ...rest,
      jobId: '1000000000000000001',
      item: 'job',
      jobKind: 'import',
      mode: 'create',
      layout: { delimiter: ',', columns },
    };
    await dynamo.client.send(new PutCommand({ TableName: dynamo.tables.jobs, Item }));
    expect(await importJobStore(dynamo.client, dynamo.tables.jobs).get(Item.jobId)).toMatchObject({
      options: { ...defaultOptions, mode: 'create' },
      layout: { columns: [{ why: 'unknown' }] },
    });
  });
});

describe('an owner who is not found', () => {
  const people = (count: number) =>
    [
      'Email,Contact owner',
      ...Array.from({ length: count }, (_, n) => `p${n}@example.com,nobody@example.com`),
    ].join('\n');
  const recordIds = (batches: readonly QueuedBatch[]): string[] =>
    batches.flatMap(({ enrollments }) => enrollments.map(({ recordId }) => recordId));

  it('hands the records to the rotation that the import names, once each', async () => {
    const rotationId = await aRotation();
    const file = `${people(150)}\nP7@example.com,nobody@example.com\nno address,nobody@example.com\n`;
    const job = await service.run(key, file, {
      'unknown-owner': `rotation:${rotationId}`,
      actor: 'ada@example.com',
    });
    expect(job.tally).toMatchObject({ created: 150, updated: 1, failed: 1 });
    expect(service.enrolled.map(({ enrollments }) => enrollments.length)).toEqual([98, 52]);
    expect(new Set(recordIds(service.enrolled)).size).toBe(150);
    expect(recordIds(service.enrolled)).toContain((await service.contactWith('p0@example.com'))?.id);
    for (const batch of service.enrolled) {
      expect(batch).toMatchObject({ rotationId, actor: 'ada@example.com', runId: job.id });
      expect(batch.enrollments[0]?.enrollmentId).toMatch(ulidPattern);
    }
  });

  it('enrolls the same when the chunk comes again, and under one enrollment in all chunks', async () => {
    const rotationId = await aRotation();
    await service.start(service.upload(key, people(900), { 'unknown-owner': `rotation:${rotationId}` }));
    const { count } = service.jobs;
    service.deps.jobs = { ...service.jobs, count: () => Promise.reject(new Error('The worker was killed.')) };
    for (const delivery of service.sent) {
      await expect(service.deliver([delivery])).rejects.toThrow('killed');
    }
    const first = service.enrolled.splice(0);
    service.deps.jobs = { ...service.jobs, count };
    await service.deliver(service.sent);
    const byId = (a: QueuedBatch, b: QueuedBatch) => a.batchId.localeCompare(b.batchId);
    expect(service.enrolled.sort(byId)).toEqual(first.sort(byId));
    const ids = service.enrolled.flatMap(({ enrollments }) =>
      enrollments.map(({ enrollmentId }) => enrollmentId),
    );
    expect(new Set(ids).size).toBe(1);
    expect(new Set(service.enrolled.map(({ batchId }) => batchId)).size).toBe(service.enrolled.length);
  });

  it('leaves owners alone if the rotation is gone by then', async () => {
    const rotationId = await aRotation({ deletedAt: someTime });
    const { sent, deps: serviceDeps } = service;
    await service.start(service.upload(key, people(2)));
    const [{ importId: id } = { importId: '' }] = sent;
    const job = await serviceDeps.jobs.get(id);
    if (job === undefined) throw new Error('There is no import.');
    const options: ImportOptions = { ...job.options, unknownOwner: { rotationId } };
    service.deps.jobs = { ...service.jobs, get: async () => ({ ...job, options }) };
    await service.deliver(sent);
    expect(service.enrolled).toEqual([]);
    expect(await service.countContacts()).toBe(2);
  });

  it('is replaced by the owner that the import names', async () => {
    const owner = anOwner();
    await ownerStore(dynamo.client, dynamo.tables.directory).create(owner);
    const job = await service.run(key, people(2), { 'unknown-owner': `owner:${owner.id}` });
    expect(job.tally).toMatchObject({ created: 2, errors: 2 });
    expect((await service.contactWith('p1@example.com'))?.properties['hubspot_owner_id']).toBe(owner.id);
  });

  it('fails the row if the import asks for that', async () => {
    const job = await service.run(key, people(2), { 'unknown-owner': 'reject-row' });
    expect(job.tally).toMatchObject({ created: 0, failed: 2, errors: 2 });
    expect(await service.countContacts()).toBe(0);
  });

  it('enrolls nothing in a dry run, which writes nothing and says what would be', async () => {
    const rotationId = await aRotation();
    const metadata = { 'unknown-owner': `rotation:${rotationId}`, 'dry-run': 'true' };
    const job = await service.run(key, people(3), metadata);
    expect(job).toMatchObject({ state: 'DONE', tally: { created: 3, errors: 3 } });
    expect([service.enrolled, await service.countContacts()]).toEqual([[], 0]);
  });
});
