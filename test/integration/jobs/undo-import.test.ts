import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createdIdOf } from '../../../lib/app/import/ids.ts';
import { undoImport } from '../../../lib/app/jobs/undo-import.ts';
import { Conflict } from '../../../lib/domain/errors.ts';
import type { ImportJob } from '../../../lib/domain/import/import.ts';
import type { Job } from '../../../lib/domain/job/job.ts';
import { startDynamo, type TestDynamo } from '../../support/dynamo.ts';
import { losesTheAnswer, meanwhile, withFaults } from '../../support/faults.ts';
import { type ImportService, importService } from '../../support/imports.ts';
import { type JobDesk, jobDesk } from '../../support/job-desk.ts';

let dynamo: TestDynamo;
let desk: JobDesk;
let service: ImportService;
beforeEach(async () => {
  dynamo = await startDynamo();
  desk = jobDesk(dynamo);
  service = importService(dynamo);
  // One clock for all, so that changes have an order.
  service.deps.now = desk.worker().now;
});
afterEach(() => dynamo?.stop());

const key = 'imports/contacts/people.csv';

const ownerWith = async (email: string): Promise<string> => desk.owner({ email });

const imported = async (lines: readonly string[]): Promise<ImportJob> => {
  const job = await service.run(key, ['Email,First name,Contact owner', ...lines].join('\n'));
  await desk.catchUp();
  return job;
};

const start = (job: ImportJob, archiveCreated = false): Promise<Job> =>
  undoImport(desk.worker(), job, { archiveCreated, actor: 'bob@example.com' });

const undone = async (job: ImportJob, archiveCreated = false, times = 1): Promise<Job> => {
  const undo = await start(job, archiveCreated);
  await desk.deliverAll(times);
  return desk.jobNow(undo.id);
};

const idOf = async (email: string): Promise<string> => (await service.contactWith(email))?.id ?? 'none';
const ownerOfContact = async (email: string): Promise<string | null> =>
  (await service.contactWith(email))?.properties['hubspot_owner_id'] ?? null;

describe('an undo of an import', () => {
  it('gives records back to whom they were taken from, and takes the owner from new ones', async () => {
    const [before, after] = [await ownerWith('before@x.com'), await ownerWith('after@x.com')];
    await imported(['old@x.com,Ada,before@x.com']);
    const job = await imported([
      'old@x.com,Grace,after@x.com',
      'new@x.com,Eve,after@x.com',
      'none@x.com,Bob,',
    ]);
    expect(await ownerOfContact('old@x.com')).toBe(after);
    expect(await undone(job)).toMatchObject({
      kind: 'undo',
      undoes: job.id,
      state: 'DONE',
      total: 2,
      moved: 2,
      skipped: {},
      objectTypes: ['contacts'],
    });
    expect(await ownerOfContact('old@x.com')).toBe(before);
    expect(await ownerOfContact('new@x.com')).toBeNull();
    const record = await service.contactWith('old@x.com');
    expect(record?.properties['firstname']).toBe('Grace');
    expect(record?.lastWrite).toMatchObject({ source: 'UNDO', actor: 'bob@example.com' });
  });

  it('leaves what somebody has changed since, even if they changed it back', async () => {
    const [owner, other] = [await ownerWith('owner@x.com'), await ownerWith('other@x.com')];
    const job = await imported(['a@x.com,A,owner@x.com', 'b@x.com,B,owner@x.com', 'c@x.com,C,owner@x.com']);
    await desk.assign('contacts', await idOf('a@x.com'), other);
    await desk.assign('contacts', await idOf('b@x.com'), other);
    await desk.assign('contacts', await idOf('b@x.com'), owner);
    await desk.catchUp();
    expect(await undone(job)).toMatchObject({ moved: 1, skipped: { CHANGED_SINCE: 2 }, total: 3 });
    expect(await ownerOfContact('a@x.com')).toBe(other);
    expect(await ownerOfContact('b@x.com')).toBe(owner);
    expect(await ownerOfContact('c@x.com')).toBeNull();
  });

  it('gives a record that several rows have given away to whom it had before them all', async () => {
    const before = await ownerWith('before@x.com');
    await ownerWith('one@x.com');
    await ownerWith('two@x.com');
    await imported(['a@x.com,A,before@x.com', 'b@x.com,B,before@x.com']);
    const many = Array.from({ length: 500 }, (_, n) => `filler${n}@x.com,F,`);
    const job = await imported([
      'a@x.com,A,one@x.com',
      'b@x.com,B,one@x.com',
      ...many,
      'a@x.com,A,two@x.com',
      'b@x.com,B,before@x.com',
    ]);
    expect(await undone(job)).toMatchObject({ state: 'DONE' });
    expect(await ownerOfContact('a@x.com')).toBe(before);
    expect(await ownerOfContact('b@x.com')).toBe(before);
  });

  it('waits until two looks at the history agree', async () => {
    await ownerWith('owner@x.com');
    const job = await service.run(key, 'Email,Contact owner\na@x.com,owner@x.com\n');
    await start(job);
    const waits: number[] = [];
    const deliverNext = async () => {
      const [message] = desk.sent.splice(0);
      if (message === undefined) throw new Error('The undo has no message.');
      waits.push(message.delaySeconds);
      return desk.deliver(message.job);
    };
    expect(await deliverNext()).toMatchObject({ state: 'RUNNING', ofImport: { known: 0 } });
    await desk.catchUp();
    expect(await deliverNext()).toMatchObject({ state: 'RUNNING', ofImport: { known: 1 } });
    expect(await deliverNext()).toMatchObject({ state: 'DONE', moved: 1, total: 1 });
    expect(waits).toEqual([5, 10, 20]);
  });

  it('gives back what a rotation has given away for the import', async () => {
    const job = await imported(['a@x.com,A,']);
    const owner = await ownerWith('picked@x.com');
    const record = await service.contactWith('a@x.com');
    const { lastWrite, properties, id = '' } = record ?? {};
    if (lastWrite === undefined) throw new Error('There is no contact.');
    await desk.change('contacts', id, {
      properties: { ...properties, hubspot_owner_id: owner },
      lastWrite: { ...lastWrite, id: 'picked', source: 'ROTATION', at: desk.worker().now() },
    });
    await desk.catchUp();
    expect(await undone(job)).toMatchObject({ moved: 1 });
    expect(await ownerOfContact('a@x.com')).toBeNull();
  });
});

describe('an undo that archives', () => {
  const lines = (count: number) => Array.from({ length: count }, (_, n) => `new${n}@x.com,New,owner@x.com`);

  it('archives what the import created and nobody has written since, and frees their keys', async () => {
    await ownerWith('owner@x.com');
    const old = await imported(['old@x.com,Old,']);
    // Blank lines count as rows.
    const job = await imported([...lines(60), '', '', 'old@x.com,Older,', 'last@x.com,Last,owner@x.com']);
    const [written, last] = [await service.contactWith('new7@x.com'), await idOf('last@x.com')];
    await desk.change('contacts', written?.id ?? '', {
      properties: { ...written?.properties, phone: '1' },
    });
    expect(await undone(job, true)).toMatchObject({
      state: 'DONE',
      moved: 1,
      skipped: { ARCHIVED: 60 },
      total: 61,
      ofImport: { created: { total: 61, archived: 60, kept: { CHANGED_SINCE: 1 } } },
    });
    expect(await service.countContacts()).toBe(2);
    expect(await service.contactWith('old@x.com')).toMatchObject({ id: createdIdOf(old.id, 2) });
    expect(await service.contactWith('new7@x.com')).toMatchObject({ properties: { phone: '1' } });
    expect(await service.contactWith('last@x.com')).toBeUndefined();
    expect(await service.records.get('contacts', last)).toMatchObject({
      archivedAt: expect.any(String),
      lastWrite: { source: 'UNDO' },
    });
    const again = await imported(['last@x.com,Last,']);
    expect(again).toMatchObject({ tally: { created: 1 } });
  });

  it('archives each record once when messages come twice and answers are lost', async () => {
    const job = await imported(Array.from({ length: 120 }, (_, n) => `new${n}@x.com,New,`));
    const undo = await start(job, true);
    for (let n = 0; n < 2; n++) {
      const [message] = desk.sent.splice(0);
      const lost = withFaults(dynamo, losesTheAnswer('TransactWriteItems'));
      await desk.deliver(message?.job ?? undo, lost).catch(() => undefined);
      await desk.deliver(message?.job ?? undo);
    }
    await desk.deliverAll(2);
    expect(await desk.jobNow(undo.id)).toMatchObject({
      state: 'DONE',
      ofImport: { created: { total: 120, archived: 120, kept: {} } },
    });
    const records = await service.records.list('contacts', { archived: true, limit: 200 });
    expect(new Set(records.records.map(({ version }) => version))).toEqual(new Set([2]));
  });

  it('keeps what somebody writes while it is at work', async () => {
    const job = await imported(['a@x.com,A,', 'b@x.com,B,']);
    const id = await idOf('a@x.com');
    const undo = await start(job, true);
    const [first] = desk.sent.splice(0);
    await desk.deliver(first?.job ?? undo);
    const [second] = desk.sent.splice(0);
    const writing = meanwhile('TransactWriteItems', () =>
      desk.change('contacts', id, { properties: { email: 'a@x.com', phone: '1' } }),
    );
    await desk.deliver(second?.job ?? undo, withFaults(dynamo, writing));
    expect(await desk.jobNow(undo.id)).toMatchObject({
      ofImport: { created: { archived: 1, kept: { CHANGED_SINCE: 1 } } },
    });
  });
});

describe('asking for the undo of an import', () => {
  const refused = (code: string) => ({ problems: [{ code }] });

  it('is refused while it runs, once it is undone, and of a dry run', async () => {
    const job = await imported(['a@x.com,A,']);
    const running: ImportJob = { ...job, state: 'PROCESSING' };
    await expect(start(running)).rejects.toMatchObject(refused('STILL_RUNNING'));
    await expect(start(running)).rejects.toThrow(Conflict);
    const dry: ImportJob = { ...job, options: { ...job.options, dryRun: true } };
    await expect(start(dry)).rejects.toMatchObject(refused('NOT_UNDOABLE'));
    await undone(job);
    await expect(start(job)).rejects.toMatchObject(refused('ALREADY_UNDONE'));
  });

  it('again is answered with the same while it runs, but not if more is asked for', async () => {
    const job = await imported(['a@x.com,A,']);
    const [first, second] = [await start(job), await start(job)];
    expect(second.id).toBe(first.id);
    expect(desk.sent).toHaveLength(1);
    await expect(start(job, true)).rejects.toMatchObject(refused('UNDO_RUNNING'));
  });

  it('is answered at once where no row was ever read', async () => {
    const job = await service.run(key, 'Nothing,known\n1,2\n');
    expect(job.state).toBe('FAILED');
    expect(await start(job, true)).toMatchObject({ state: 'DONE', total: 0 });
    expect(desk.sent).toEqual([]);
  });
});
