import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownerStore } from '../../../lib/store/directory/owner-store.ts';
import { anOwner } from '../../support/builders.ts';
import { startDynamo, type TestDynamo } from '../../support/dynamo.ts';
import { cancels, losesTheAnswer, meanwhile, refuses, withFaults } from '../../support/faults.ts';
import { type ImportService, importService } from '../../support/imports.ts';

let dynamo: TestDynamo;
let service: ImportService;
beforeEach(async () => {
  dynamo = await startDynamo();
  service = importService(dynamo);
});
afterEach(() => dynamo.stop());

const key = 'imports/contacts/people.csv';
const csv = (...lines: string[]): string => ['Email,City,Contact owner', ...lines, ''].join('\n');
const people = (count: number, city = 'Bern'): string =>
  csv(...Array.from({ length: count }, (_, n) => `person-${n}@example.com,${city},`));

describe('an import', () => {
  it('creates and updates, sets owners by e-mail and reports every problem by row and column', async () => {
    const ada = anOwner({ email: 'ada@example.com' });
    await ownerStore(dynamo.client, dynamo.tables.directory).create(ada);
    await service.run(key, csv('bob@example.com,Bern,'));
    const job = await service.run(
      key,
      csv(
        'BOB@example.com,Rome,ADA@Example.com',
        '',
        'eve@example.com,Oslo,nobody@example.com',
        'not an address,Oslo,',
        'too,few',
        'bob2@example.com,,ada@example.com',
      ),
    );
    expect(job).toMatchObject({
      state: 'DONE',
      totalRows: 5,
      tally: { created: 2, updated: 1, unchanged: 0, failed: 2, errors: 3 },
    });
    expect((await service.jobs.problems(job.id, { limit: 10 })).results).toMatchObject([
      { code: 'COULD_NOT_FIND_OWNER', row: 4, column: 2, value: 'nobody@example.com' },
      { code: 'INVALID_EMAIL', row: 5, column: 0, value: 'not an address' },
      { code: 'INCORRECT_NUMBER_OF_COLUMNS', row: 6 },
    ]);
    expect((await service.contactWith('bob@example.com'))?.properties).toEqual({
      email: 'bob@example.com',
      city: 'Rome',
      hubspot_owner_id: ada.id,
    });
    expect((await service.contactWith('eve@example.com'))?.properties).toEqual({
      email: 'eve@example.com',
      city: 'Oslo',
    });
    expect((await service.contactWith('bob2@example.com'))?.lastWrite).toMatchObject({
      source: 'IMPORT',
      actor: `import:${job.id}`,
      runId: job.id,
      row: 7,
      notify: false,
    });
  });

  it('of a file without a row is done at once', async () => {
    expect(await service.run(key, csv())).toMatchObject({ state: 'DONE', totalRows: 0 });
  });

  it('takes its name, mode and actor from the metadata', async () => {
    await service.run(key, csv('bob@example.com,Bern,'));
    const metadata = { name: 'Spring fair', mode: 'create', actor: 'ada@example.com' };
    const job = await service.run(key, csv('bob@example.com,Rome,', 'new@example.com,,'), metadata);
    expect(job).toMatchObject({
      name: 'Spring fair',
      actor: 'ada@example.com',
      tally: { created: 1, failed: 1, errors: 1 },
    });
    const [problem] = (await service.jobs.problems(job.id, { limit: 1 })).results;
    expect(problem).toMatchObject({ code: 'CREATE_ONLY_IMPORT', row: 2 });
  });

  it('keeps the rows before the one at which the file is broken, and says which that is', async () => {
    const job = await service.run(key, `${people(1_200)}x@example.com,"Bern,\n`);
    expect(job).toMatchObject({
      state: 'FAILED',
      totalRows: 1_200,
      problems: [{ code: 'COULD_NOT_PARSE_ROW', row: 1_202, message: expect.stringContaining('line 1202 ') }],
      tally: { created: 1_200, failed: 0, errors: 1 },
    });
    expect(await service.countContacts()).toBe(1_200);
  });

  it.each([
    ['an unknown object type', 'imports/widgets/a.csv', 'Email\n', {}, 'MISSING_OBJECT_DEFINITION'],
    ['another kind of file', 'imports/contacts/a.pdf', 'Email\n', {}, 'INVALID_FILE_TYPE'],
    ['an empty file', key, '', {}, 'EMPTY_FILE'],
    ['an unknown mode', key, 'Email\n', { mode: 'merge' }, 'INVALID_IMPORT_MODE'],
    ['no known column', key, 'a,b\n1,2\n', {}, 'INVALID_COLUMN_CONFIGURATION'],
  ])('fails for %s', async (_, at, content, metadata, code) => {
    expect(await service.run(at, content, metadata)).toMatchObject({ state: 'FAILED', problems: [{ code }] });
  });

  it('fails for a file of more than 512 MB at once, without reading it', async () => {
    service.deps.files = {
      ...service.deps.files,
      describe: async () => ({ size: 512 * 1024 * 1024 + 1, metadata: {} }),
      open: () => Promise.reject(new Error('The file is read.')),
    };
    expect(await service.run(key, 'Email\n')).toMatchObject({
      state: 'FAILED',
      problems: [{ code: 'LIMIT_EXCEEDED' }],
      totalRows: null,
    });
  });

  it('fails if the file is replaced before all chunks are read, and counts the rows that could not be', async () => {
    await service.start(service.upload(key, people(700)));
    const [first, second] = service.sent;
    await service.deliver(first === undefined ? [] : [first]);
    service.upload(key, people(4));
    await service.deliver(second === undefined ? [] : [second]);
    expect(await service.jobs.get(first?.importId ?? '')).toMatchObject({
      state: 'FAILED',
      problems: [{ code: 'FILE_NOT_FOUND' }],
      totalRows: 700,
      tally: { created: 500, failed: 200, errors: 1 },
    });
    expect(await service.countContacts()).toBe(500);
  });
});

describe('exactly once', () => {
  it('the same event twice hands out the chunks once', async () => {
    const file = service.upload(key, people(600));
    await service.start(file);
    await service.start(file);
    expect(service.sent.length).toBe(2);
  });

  it('a split that was cut short before all chunks were handed out is done again, to the same chunks', async () => {
    const file = service.upload(key, people(600));
    const { queue } = service.deps;
    service.deps.queue = { ...queue, send: () => Promise.reject(new Error('The splitter was killed.')) };
    await expect(service.start(file)).rejects.toThrow('killed');
    service.deps.queue = queue;
    await service.start(file);
    expect(service.sent.map(({ chunk }) => chunk.firstRow)).toEqual([2, 502]);
  });

  it('a chunk that is delivered twice, even at once, counts once', async () => {
    await service.start(service.upload(key, people(700)));
    await service.deliver([...service.sent, ...service.sent]);
    await service.deliver(service.sent);
    const [{ importId } = { importId: '' }] = service.sent;
    expect(await service.jobs.get(importId)).toMatchObject({
      state: 'DONE',
      tally: { created: 700, updated: 0, unchanged: 0, failed: 0 },
    });
    expect(await service.countContacts()).toBe(700);
  });

  it('a worker that dies between the rows and the marker leaves nothing doubled or miscounted', async () => {
    await service.run(key, people(100, 'Rome'));
    await service.start(service.upload(key, people(300)));
    const [{ importId } = { importId: '' }] = service.sent;
    const { count } = service.jobs;
    service.deps.jobs = { ...service.jobs, count: () => Promise.reject(new Error('The worker was killed.')) };
    await expect(service.deliver(service.sent)).rejects.toThrow('killed');
    service.deps.jobs = { ...service.jobs, count };
    await service.deliver(service.sent);
    expect((await service.jobs.get(importId))?.tally).toMatchObject({ created: 200, updated: 100 });
    expect(await service.countContacts()).toBe(300);
  });

  it('a record without a key is not created again by a chunk that comes again', async () => {
    const deals = 'imports/deals/a.csv';
    await service.start(service.upload(deals, 'Deal Name\nBig\nSmall\n'));
    const [{ importId } = { importId: '' }] = service.sent;
    service.deps.jobs = { ...service.jobs, count: () => Promise.reject(new Error('The worker was killed.')) };
    await expect(service.deliver(service.sent)).rejects.toThrow('killed');
    service.deps.jobs = service.jobs;
    await service.deliver(service.sent);
    expect((await service.jobs.get(importId))?.tally).toMatchObject({ created: 2 });
    expect((await service.records.list('deals', { archived: false, limit: 10 })).records.length).toBe(2);
  });

  it.each([
    ['a transaction whose answer is lost', losesTheAnswer('TransactWriteItems')],
    ['a transaction that fails', refuses('TransactWriteItems', new Error('The network is down.'), 1)],
  ])('%s makes the chunk come again, and then it ends exact', async (_, fault) => {
    const unlucky = importService(dynamo, withFaults(dynamo, fault));
    await unlucky.start(unlucky.upload(key, people(120)));
    const [{ importId } = { importId: '' }] = unlucky.sent;
    await expect(unlucky.deliver(unlucky.sent)).rejects.toThrow();
    await unlucky.deliver(unlucky.sent);
    expect(await unlucky.jobs.get(importId)).toMatchObject({ state: 'DONE', tally: { created: 120 } });
    expect(await unlucky.countContacts()).toBe(120);
  });

  it('a transaction that others hold up is tried again', async () => {
    const busy = importService(dynamo, withFaults(dynamo, cancels(['TransactionConflict'], 2)));
    expect((await busy.run(key, people(60))).tally).toMatchObject({ created: 60 });
    expect(await busy.countContacts()).toBe(60);
  });

  it('a record that somebody changes in the middle keeps their change, and the row is applied to it', async () => {
    await service.run(key, csv('bob@example.com,Bern,'));
    const bob = await service.contactWith('bob@example.com');
    if (bob === undefined) throw new Error('Bob was not created.');
    const renamed = { ...bob, version: bob.version + 1, properties: { ...bob.properties, phone: '1' } };
    const change = () => service.records.commit([{ before: bob, after: renamed }]);
    const slow = importService(dynamo, withFaults(dynamo, meanwhile('TransactWriteItems', change)));
    const job = await slow.run(key, csv('bob@example.com,Rome,'));
    expect(job.tally).toMatchObject({ updated: 1 });
    expect((await service.contactWith('bob@example.com'))?.properties).toMatchObject({
      city: 'Rome',
      phone: '1',
    });
  });
});

describe('rows and files with the same keys', () => {
  const twice = csv(
    'bob@example.com,Bern,',
    ...Array.from({ length: 600 }, (_, n) => `person-${n}@example.com,Bern,`),
    'bob@example.com,Rome,',
  );

  it.each([
    ['in their order', (n: number) => n],
    ['in the other order', (n: number) => -n],
  ])('the later row wins with the chunks %s', async (_, order) => {
    await service.start(service.upload(key, twice));
    const deliveries = service.sent.toSorted((a, b) => order(a.chunk.number) - order(b.chunk.number));
    for (const delivery of deliveries) await service.deliver([delivery]);
    const [{ importId } = { importId: '' }] = deliveries;
    expect((await service.jobs.get(importId))?.tally).toMatchObject({ created: 601, updated: 1, failed: 0 });
    expect((await service.contactWith('bob@example.com'))?.properties['city']).toBe('Rome');
  });

  it('two imports of the same rows at once create nothing twice', async () => {
    await service.start(service.upload(key, people(600)));
    await service.start(service.upload('imports/contacts/copy.csv', people(600)));
    await service.deliver(service.sent);
    const { results } = await service.jobs.list({ limit: 10 });
    const sum = (name: 'created' | 'updated' | 'unchanged') =>
      results.reduce((total, { tally }) => total + tally[name], 0);
    expect([sum('created'), sum('updated') + sum('unchanged')]).toEqual([600, 600]);
    expect(await service.countContacts()).toBe(600);
  });
});
