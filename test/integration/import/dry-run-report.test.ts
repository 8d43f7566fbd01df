import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { giveUpChunk } from '../../../lib/app/import/give-up-chunk.ts';
import { Conflict } from '../../../lib/domain/errors.ts';
import type { ImportJob } from '../../../lib/domain/import/import.ts';
import { newStandings } from '../../../lib/domain/rotation/standings.ts';
import { ownerStore } from '../../../lib/store/directory/owner-store.ts';
import { rotationStore } from '../../../lib/store/rotations/rotation-store.ts';
import { anOwner, aRotationAmong } from '../../support/builders.ts';
import { startDynamo, type TestDynamo } from '../../support/dynamo.ts';
import { type ImportService, importService } from '../../support/imports.ts';
import { reportDesk } from '../../support/report-desk.ts';

let dynamo: TestDynamo;
let service: ImportService;
beforeEach(async () => {
  dynamo = await startDynamo();
  service = importService(dynamo);
});
afterEach(() => dynamo?.stop());

const key = 'imports/contacts/people.csv';
const dry = { 'dry-run': 'true' };

const reportLinesOf = async (job: ImportJob): Promise<string[]> => {
  const desk = reportDesk(dynamo, service);
  await desk.make(job, 'dry-run');
  return desk.reportOf(job, 'dry-run')?.trim().split('\r\n') ?? [];
};

describe('the report of a dry run', () => {
  it('says of each row what would become of it, of which record, whose it would be, and why', async () => {
    const owner = anOwner({ email: 'rep@x.com', firstName: 'Rea', lastName: 'Pont' });
    await ownerStore(dynamo.client, dynamo.tables.directory).create(owner);
    await service.run(key, 'Email,City,Contact owner\nada@x.com,Bern,rep@x.com\neve@x.com,Basel,\n');
    const [ada, eve] = [await service.contactWith('ada@x.com'), await service.contactWith('eve@x.com')];
    const job = await service.run(
      key,
      [
        'Email,City,Contact owner',
        'ada@x.com,Thun,',
        'eve@x.com,Basel,',
        'new@x.com,=1+1,REP@x.com',
        'new@x.com,Chur,nobody@x.com',
        'no address,Bern,',
      ].join('\n'),
      dry,
    );
    expect(job).toMatchObject({ state: 'DONE', tally: { created: 1, updated: 2, unchanged: 1, failed: 1 } });
    const rea = `${owner.id},Rea Pont <rep@x.com>`;
    expect(await reportLinesOf(job)).toEqual([
      'Email,City,Contact owner,row,outcome,recordId,ownerId,owner,reason',
      `ada@x.com,Thun,,2,UPDATE,${ada?.id},${rea},Found by email; sets city.`,
      `eve@x.com,Basel,,3,UNCHANGED,${eve?.id},,,Found by email; nothing of it is different.`,
      `new@x.com,'=1+1,REP@x.com,4,CREATE,,${rea},No record has its email.`,
      expect.stringMatching(
        new RegExp(`^new@x.com,Chur,nobody@x.com,5,UPDATE,,${rea},.*same new record.*COULD_NOT_FIND_OWNER`),
      ),
      expect.stringMatching(/^no address,Bern,,6,SKIPPED,,,,"?INVALID_EMAIL: /),
    ]);
    expect(await service.countContacts()).toBe(2);
  });

  it('names the rotation that would decide', async () => {
    const owner = anOwner();
    await ownerStore(dynamo.client, dynamo.tables.directory).create(owner);
    const rotation = aRotationAmong([owner.id], { name: 'Inbound' });
    const standings = newStandings(rotation.id, [owner.id]);
    await rotationStore(dynamo.client, dynamo.tables).create(rotation, standings, []);
    const job = await service.run(key, 'Email,Contact owner\nada@x.com,nobody@x.com\n', {
      ...dry,
      'unknown-owner': `rotation:${rotation.id}`,
    });
    const [, line] = await reportLinesOf(job);
    expect(line).toContain(`,2,CREATE,,,rotation ${rotation.id}: Inbound,`);
    expect(service.enrolled).toEqual([]);
  });

  it('is for dry runs that are over', async () => {
    const desk = reportDesk(dynamo, service);
    const job = await service.run(key, 'Email\nada@x.com\n');
    await expect(desk.offer(job, 'dry-run')).rejects.toThrow(Conflict);
    const dryRun = await service.run(key, 'Email\neve@x.com\n', dry);
    await expect(desk.offer({ ...dryRun, state: 'PROCESSING' }, 'dry-run')).rejects.toThrow(Conflict);
    expect(await desk.offer(dryRun, 'dry-run')).toEqual({ state: 'PENDING' });
    expect(await desk.offer(dryRun)).toEqual({ state: 'PENDING' });
    expect(desk.asked.map(({ kind }) => kind)).toEqual(['dry-run', 'errors']);
    await desk.make(dryRun, 'dry-run');
    expect(await desk.offer(dryRun, 'dry-run')).toMatchObject({
      state: 'READY',
      url: `https://bucket/reports/${dryRun.id}-dry-run.csv`,
    });
  });

  it('has the rows of a chunk that could not be judged, too', async () => {
    await service.start(service.upload(key, 'Email\nada@x.com\nno address\n', dry));
    const [delivery] = service.sent.splice(0);
    if (delivery === undefined) throw new Error('There is no chunk.');
    await giveUpChunk(service.deps, delivery.importId, delivery.chunk);
    const job = await service.jobs.get(delivery.importId);
    if (job === undefined) throw new Error('There is no import.');
    expect(await reportLinesOf(job)).toEqual([
      expect.any(String),
      expect.stringMatching(/^ada@x.com,2,SKIPPED,,,,INTERNAL_ERROR: /),
      expect.stringMatching(/^no address,3,SKIPPED,,,,"?INVALID_EMAIL: /),
    ]);
  });
});

describe('a long report', () => {
  const rows = Array.from({ length: 20 }, (_, n) => `person-${n}@example.com`);
  /** A dry run of ten chunks, and a desk that puts three of them into a part. */
  const begin = async () => {
    service.deps.chunkLimits = { rows: 2, bytes: 1_000 };
    const job = await service.run(key, ['Email', ...rows].join('\n'), dry);
    const desk = reportDesk(dynamo, service);
    desk.making.partSize = 300;
    return { job, desk };
  };
  const expectWhole = (report: string | undefined): void => {
    const lines = report?.trim().split('\r\n').slice(1) ?? [];
    expect(lines.map((line) => line.split(',')[0])).toEqual(rows);
  };

  it('is made by one message after the other when time is short, and says what it says in one', async () => {
    const { job, desk } = await begin();
    let legs = 0;
    do {
      desk.asked.length = 0;
      await desk.make(job, 'dry-run', 1_000);
      legs += 1;
    } while (desk.asked.length > 0);
    expect(legs).toBe(4);
    expectWhole(desk.reportOf(job, 'dry-run'));
  });

  it('is gone on with behind the last part that is up, whatever killed its maker', async () => {
    const { job, desk } = await begin();
    const { part } = desk.bucket.store;
    const numbers: number[] = [];
    let lives = 3;
    desk.bucket.store.part = async (...args) => {
      numbers.push(args[1].number);
      if (args[1].number === 3 && lives-- > 0) throw new Error('The maker died.');
      return part(...args);
    };
    for (let n = 0; n < 3; n++) await expect(desk.make(job, 'dry-run')).rejects.toThrow('died');
    await desk.make(job, 'dry-run');
    expect(numbers).toEqual([1, 2, 3, 3, 3, 3, 4]);
    expectWhole(desk.reportOf(job, 'dry-run'));
  });

  it('is begun anew if the bucket has dropped its upload', async () => {
    const { job, desk } = await begin();
    await desk.make(job, 'dry-run', 1_000);
    desk.bucket.uploads.clear();
    await expect(desk.make(job, 'dry-run')).rejects.toThrow('begun anew');
    await desk.make(job, 'dry-run');
    expectWhole(desk.reportOf(job, 'dry-run'));
  });
});
