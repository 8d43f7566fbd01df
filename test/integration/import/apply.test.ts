import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { showApply } from '../../../lib/app/import/apply-import.ts';
import { giveUpChunk } from '../../../lib/app/import/give-up-chunk.ts';
import { Conflict, NotFound, type Problem } from '../../../lib/domain/errors.ts';
import type { ImportJob } from '../../../lib/domain/import/import.ts';
import type { CrmRecord } from '../../../lib/domain/record/record.ts';
import { ownerStore } from '../../../lib/store/directory/owner-store.ts';
import { applyDesk } from '../../support/apply-desk.ts';
import { anOwner, changed } from '../../support/builders.ts';
import { startDynamo, type TestDynamo } from '../../support/dynamo.ts';
import { type ImportService, importService } from '../../support/imports.ts';

let dynamo: TestDynamo;
let service: ImportService;
let desk: ReturnType<typeof applyDesk>;
beforeEach(async () => {
  dynamo = await startDynamo();
  service = importService(dynamo);
  desk = applyDesk(dynamo, service);
});
afterEach(() => dynamo?.stop());

const key = 'imports/contacts/people.csv';
const dryKey = 'imports/contacts/dry.csv';
const dryRunOf = (content: string, metadata: Record<string, string> = {}): Promise<ImportJob> =>
  service.run(dryKey, content, { ...metadata, 'dry-run': 'true' });

const jobOf = async (importId: string): Promise<ImportJob> => {
  const job = await service.jobs.get(importId);
  if (job === undefined) throw new Error(`There is no import ${importId}.`);
  return job;
};

/** Applies a dry run with all that follows from it. */
const applied = async (dryRun: ImportJob): Promise<ImportJob> => {
  const { importId } = await desk.apply(dryRun);
  await service.deliver(service.sent.splice(0));
  return jobOf(importId);
};

const contact = async (email: string): Promise<CrmRecord> => {
  const record = await service.contactWith(email);
  if (record === undefined) throw new Error(`There is no ${email}.`);
  return record;
};

/** Somebody else's write. */
const somebodyWrites = async (before: CrmRecord, fields: Partial<CrmRecord>): Promise<void> => {
  const after = changed(before, fields);
  expect(await service.records.commit([{ before, after }])).toEqual({ committed: true });
};

const refusalOf = async (dryRun: ImportJob): Promise<Problem[]> => {
  const error = await desk.apply(dryRun).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Conflict);
  return error instanceof Conflict ? error.problems : [];
};

const problemsOf = async ({ id }: ImportJob) => (await service.jobs.problems(id, { limit: 1_000 })).results;

const ada = 'ada@example.com';
const people = (count: number, city: string): string =>
  `Email,City\n${Array.from({ length: count }, (_, n) => `p${n}@example.com,${city}\n`).join('')}`;

describe('a dry run that is applied', () => {
  it('is the import that it said it would be, however often that is asked for', async () => {
    const owner = anOwner({ email: 'rep@example.com' });
    await ownerStore(dynamo.client, dynamo.tables.directory).create(owner);
    await service.run(key, `Email,City\n${ada},Bern\neve@example.com,Basel\n`);
    const dryRun = await dryRunOf(
      `Email,City,Contact owner\n${ada},Thun,rep@example.com\neve@example.com,Basel,\nnew@example.com,Chur,\nbad,Chur,\n`,
    );
    const { importId, state } = await desk.apply(dryRun, 'bob@example.com');
    expect([state, await desk.apply(dryRun)]).toMatchObject(['STARTED', { importId }]);
    const sent = service.sent.splice(0);
    await service.deliver(sent);
    await service.deliver(sent, true);
    expect(await jobOf(importId)).toMatchObject({
      state: 'DONE',
      actor: 'bob@example.com',
      applies: dryRun.id,
      options: { dryRun: false },
      tally: dryRun.tally,
    });
    expect(await desk.apply(dryRun)).toMatchObject({ importId, state: 'STARTED' });
    expect(service.sent).toEqual([]);
    expect((await contact(ada)).properties).toMatchObject({ city: 'Thun', hubspot_owner_id: owner.id });
    expect(await service.countContacts()).toBe(3);
  });

  it('lets later rows win over earlier ones of other chunks, as any import', async () => {
    service.deps.chunkLimits = { rows: 2, bytes: 1_000 };
    const rows = Array.from({ length: 9 }, (_, n) => `p${n % 4}@example.com,city ${n}`);
    const dryRun = await dryRunOf(['Email,City', ...rows].join('\n'));
    const { importId } = await desk.apply(dryRun);
    await service.deliver(service.sent.splice(0).toReversed());
    expect(await jobOf(importId)).toMatchObject({ state: 'DONE', tally: { failed: 0 } });
    const cities = await Promise.all([0, 1, 2, 3].map((n) => contact(`p${n}@example.com`)));
    expect(cities.map(({ properties }) => properties['city'])).toEqual([
      'city 8',
      'city 5',
      'city 6',
      'city 7',
    ]);
  });

  it('of a file without rows is an import without rows', async () => {
    expect(await applied(await dryRunOf('Email\n'))).toMatchObject({ state: 'DONE', totalRows: 0 });
  });
});

describe('a dry run is not applied', () => {
  const expectNothingDone = async (dryRun: ImportJob): Promise<void> => {
    await expect(showApply(desk.applying, dryRun.id)).rejects.toThrow(Conflict);
    expect(service.sent).toEqual([]);
    expect(
      (await service.jobs.list({ limit: 10 })).results.filter(({ applies }) => applies !== undefined),
    ).toEqual([]);
  };

  it('if a record has been changed since, which is named', async () => {
    await service.run(key, `Email,City\n${ada},Bern\n`);
    const dryRun = await dryRunOf(`Email,City\nnew@example.com,Chur\n${ada},Thun\n`);
    const before = await contact(ada);
    await somebodyWrites(before, { properties: { ...before.properties, city: 'Zug' } });
    expect(await refusalOf(dryRun)).toEqual([
      { in: 'row 3', code: 'CHANGED_SINCE_DRY_RUN', message: expect.stringContaining(before.id) },
    ]);
    await expectNothingDone(dryRun);
    expect((await contact(ada)).properties['city']).toBe('Zug');
    expect(await service.contactWith('new@example.com')).toBeUndefined();
  });

  it('if a record that it would leave as it is has been changed since', async () => {
    await service.run(key, `Email,City\n${ada},Bern\n`);
    const dryRun = await dryRunOf(`Email,City\n${ada},Bern\n`);
    const before = await contact(ada);
    await somebodyWrites(before, { properties: { ...before.properties, city: 'Zug' } });
    expect(await refusalOf(dryRun)).toHaveLength(1);
  });

  it('if a record that it would create is there', async () => {
    const dryRun = await dryRunOf(`Email,City\n${ada},Thun\n`);
    await service.run('imports/contacts/other.csv', `Email,City\n${ada},Bern\n`);
    const { id } = await contact(ada);
    expect(await refusalOf(dryRun)).toEqual([
      { in: 'row 2', code: 'CHANGED_SINCE_DRY_RUN', message: expect.stringContaining(`${id} is there`) },
    ]);
    await expectNothingDone(dryRun);
  });

  it('if a record that it would update is gone', async () => {
    await service.run(key, `Email,City\n${ada},Bern\n`);
    const before = await contact(ada);
    const dryRun = await dryRunOf(`Record ID,City\n${before.id},Thun\n`);
    await somebodyWrites(before, { archivedAt: '2026-11-24T00:00:00.000Z' });
    expect(await refusalOf(dryRun)).toEqual([
      { in: 'row 2', code: 'CHANGED_SINCE_DRY_RUN', message: expect.stringContaining(before.id) },
    ]);
    await expectNothingDone(dryRun);
  });

  it('if an owner may not have such records any more', async () => {
    const owners = ownerStore(dynamo.client, dynamo.tables.directory);
    const owner = anOwner({ email: 'rep@example.com' });
    await owners.create(owner);
    const dryRun = await dryRunOf(`Email,Contact owner\n${ada},rep@example.com\n`);
    await owners.replace(owner, { ...owner, objectAccess: [], version: owner.version + 1 });
    expect(await refusalOf(dryRun)).toMatchObject([{ in: 'row 2', code: 'CHANGED_SINCE_DRY_RUN' }]);
    await expectNothingDone(dryRun);
  });

  it('if its file is gone, or was not judged whole', async () => {
    const dryRun = await dryRunOf(`Email\n${ada}\n`);
    service.upload(dryKey, 'another file');
    expect(await refusalOf(dryRun)).toMatchObject([{ code: 'FILE_NOT_FOUND' }]);
    await service.start(service.upload(key, 'Email\neve@example.com\n', { 'dry-run': 'true' }));
    const [delivery] = service.sent.splice(0);
    if (delivery === undefined) throw new Error('There is no chunk.');
    await giveUpChunk(service.deps, delivery.importId, delivery.chunk);
    expect(await refusalOf(await jobOf(delivery.importId))).toMatchObject([{ in: 'row 2' }]);
  });

  it('names the first changes only, and is compared anew when asked again', async () => {
    const dryRun = await dryRunOf(people(100, 'Bern'));
    await service.run('imports/contacts/other.csv', people(100, 'Thun'));
    expect(await refusalOf(dryRun)).toHaveLength(20);
    for (let n = 0; n < 100; n++) {
      await somebodyWrites(await contact(`p${n}@example.com`), { archivedAt: '2026-11-24T00:00:00.000Z' });
    }
    expect(await applied(dryRun)).toMatchObject({ state: 'DONE', tally: { created: 100 } });
  });

  it('if it is none, or is not done', async () => {
    const real = await service.run(key, `Email\n${ada}\n`);
    await expect(desk.apply(real)).rejects.toThrow('no dry run');
    const dryRun = await dryRunOf(`Email\nnew@example.com\n`);
    for (const state of ['PROCESSING', 'FAILED', 'CANCELED'] as const)
      await expect(desk.apply({ ...dryRun, state })).rejects.toThrow(Conflict);
    await expect(showApply(desk.applying, dryRun.id)).rejects.toThrow(NotFound);
  });
});

describe('while a dry run is applied', () => {
  it('a row whose record somebody changes fails, and the others are written', async () => {
    await service.run(key, `Email,City\n${ada},Bern\neve@example.com,Bern\n`);
    const dryRun = await dryRunOf(`Email,City\n${ada},Thun\neve@example.com,Thun\nnew@example.com,Thun\n`);
    const { importId } = await desk.apply(dryRun);
    await somebodyWrites(await contact(ada), { properties: { email: ada, city: 'Zug' } });
    await service.run('imports/contacts/other.csv', 'Email,City\nnew@example.com,Olten\n');
    await service.deliver(service.sent.splice(0));
    const job = await jobOf(importId);
    expect(job).toMatchObject({ state: 'DONE', tally: { created: 0, updated: 1, failed: 2, errors: 2 } });
    expect(await problemsOf(job)).toMatchObject([
      { row: 2, code: 'CHANGED_SINCE_DRY_RUN' },
      { row: 4, code: 'CHANGED_SINCE_DRY_RUN' },
    ]);
    const cities = await Promise.all([ada, 'eve@example.com', 'new@example.com'].map(contact));
    expect(cities.map(({ properties }) => properties['city'])).toEqual(['Zug', 'Thun', 'Olten']);
  });

  it('so does one whose record is changed between its reading and its writing', async () => {
    await service.run(key, `Email,City\n${ada},Bern\n`);
    const dryRun = await dryRunOf(`Email,City\n${ada},Thun\nnew@example.com,Thun\n`);
    const { importId } = await desk.apply(dryRun);
    const { commit } = service.records;
    let isFirst = true;
    service.deps.records = {
      ...service.records,
      async commit(writes) {
        if (isFirst) {
          isFirst = false;
          await somebodyWrites(await contact(ada), { properties: { email: ada, city: 'Zug' } });
        }
        return commit(writes);
      },
    };
    await service.deliver(service.sent.splice(0));
    expect(await jobOf(importId)).toMatchObject({ state: 'DONE', tally: { created: 1, failed: 1 } });
    expect((await contact(ada)).properties['city']).toBe('Zug');
  });

  it('a chunk whose worker died between its writes is finished by the next, and counted once', async () => {
    await service.run('imports/contacts/other.csv', people(60, 'Bern'));
    const dryRun = await dryRunOf(people(200, 'Thun'));
    const { importId } = await desk.apply(dryRun);
    const deliveries = service.sent.splice(0);
    const { commit } = service.records;
    let calls = 0;
    service.deps.records = {
      ...service.records,
      commit: (writes) => (++calls === 1 ? commit(writes) : Promise.reject(new Error('The worker died.'))),
    };
    await expect(service.deliver(deliveries)).rejects.toThrow('died');
    service.deps.records = service.records;
    await service.deliver(deliveries, true);
    expect(await jobOf(importId)).toMatchObject({
      state: 'DONE',
      tally: { created: 140, updated: 60, unchanged: 0, failed: 0 },
    });
    expect(await service.countContacts()).toBe(200);
  });
});

describe('whoever applies a dry run', () => {
  const rows = people(40, 'Bern');
  beforeEach(() => {
    service.deps.chunkLimits = { rows: 2, bytes: 1_000 };
  });

  it('hands it on when time is short, and it is the same import', async () => {
    const dryRun = await dryRunOf(rows);
    let clock = Date.now();
    // Each look at the clock takes three seconds: what is asked for over HTTP waits for a few steps only.
    desk.applying.now = () => {
      clock += 3_000;
      return new Date(clock).toISOString();
    };
    expect(await desk.apply(dryRun)).toMatchObject({ state: 'VERIFYING' });
    expect(desk.handedOn.splice(0)).toEqual([dryRun.id]);
    expect(await showApply(desk.applying, dryRun.id)).toMatchObject({ state: 'VERIFYING' });
    let legs = 0;
    let apply = await desk.goOn(dryRun, () => true);
    for (; apply.state !== 'STARTED'; legs++) {
      let looks = 0;
      apply = await desk.goOn(dryRun, () => looks++ > 0);
    }
    expect(legs).toBeGreaterThan(3);
    await service.deliver(service.sent.splice(0));
    expect(await jobOf(apply.importId)).toMatchObject({ state: 'DONE', tally: { created: 40 } });
  });

  it('may die at any of its steps, or be two', async () => {
    const dryRun = await dryRunOf(rows);
    const { applies, importQueue } = desk.applying;
    let calls = 0;
    /** Every other write is lost, or done without an answer. */
    const dying =
      <Args extends unknown[], Result>(act: (...args: Args) => Promise<Result>) =>
      async (...args: Args): Promise<Result> => {
        const call = ++calls;
        if (call % 4 === 1) throw new Error('The worker died.');
        const result = await act(...args);
        if (call % 4 === 3) throw new Error('The worker died.');
        return result;
      };
    desk.applying.applies = { ...applies, save: dying(applies.save) };
    desk.applying.importQueue = { ...importQueue, send: dying(importQueue.send) };
    await expect(desk.apply(dryRun)).rejects.toThrow('died');
    await desk.apply(dryRun).catch(() => undefined);
    let states: string[] = [];
    for (let n = 0; n < 30 && !states.includes('STARTED'); n++) {
      const both = await Promise.allSettled([desk.goOn(dryRun), desk.goOn(dryRun)]);
      states = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value.state] : []));
    }
    const { importId } = await showApply(desk.applying, dryRun.id);
    await service.deliver(service.sent.splice(0));
    expect(await jobOf(importId)).toMatchObject({ state: 'DONE', tally: { created: 40, failed: 0 } });
    expect(await service.countContacts()).toBe(40);
  });

  it('is followed by another if nothing was heard of them for long', async () => {
    const dryRun = await dryRunOf(rows);
    let clock = Date.now();
    desk.applying.now = () => {
      clock += 9_000;
      return new Date(clock).toISOString();
    };
    await desk.apply(dryRun);
    desk.handedOn.length = 0;
    await desk.apply(dryRun);
    expect(desk.handedOn).toEqual([]);
    clock += 4 * 60_000;
    await desk.apply(dryRun);
    expect(desk.handedOn).toEqual([dryRun.id]);
  });
});
