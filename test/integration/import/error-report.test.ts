import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Conflict } from '../../../lib/domain/errors.ts';
import type { ImportJob } from '../../../lib/domain/import/import.ts';
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

describe('an error report', () => {
  it('has a line per problem, with the cells of its row as they are in the file', async () => {
    const job = await service.run(
      key,
      [
        'Email;First name;Contact owner',
        '',
        'ada@x.com;Ada;',
        'no address;"=HYPERLINK(""x""; 1)";nobody@x.com',
        'b@x.com;one;two;three',
        'c@x.com;"two\nlines";nobody@x.com',
      ].join('\r\n'),
    );
    const desk = reportDesk(dynamo, service);
    await desk.make(job);
    const lines = desk.reportOf(job)?.split('\r\n') ?? [];
    expect(lines).toEqual([
      '\uFEFFEmail;First name;Contact owner;row;column;code;message',
      expect.stringMatching(/^no address;"'=HYPERLINK\(""x""; 1\)";nobody@x\.com;4;Email;INVALID_EMAIL;/),
      expect.stringMatching(/^no address;.*;4;Contact owner;COULD_NOT_FIND_OWNER;/),
      expect.stringMatching(/^b@x\.com;one;two;5;;INCORRECT_NUMBER_OF_COLUMNS;.*;three$/),
      expect.stringMatching(/^c@x\.com;"two\nlines";nobody@x\.com;6;Contact owner;COULD_NOT_FIND_OWNER;/),
      '',
    ]);
  });

  it('holds every problem once, however many there are and however often chunks came', async () => {
    const rows = Array.from({ length: 1_200 }, (_, n) => `bad ${n},"=${'x'.repeat(200)}"`);
    const file = service.upload(key, ['Email,First name', ...rows].join('\n'));
    await service.start(file);
    await service.deliver(service.sent);
    await service.deliver(service.sent, true);
    const [job] = (await service.jobs.list({ limit: 1 })).results;
    if (job === undefined) throw new Error('There is no import.');
    const desk = reportDesk(dynamo, service);
    await desk.make(job);
    await desk.make(job);
    const lines = desk.reportOf(job)?.trim().split('\r\n').slice(1) ?? [];
    expect(lines.map((line) => line.split(',')[0])).toEqual(rows.map((_, n) => `bad ${n}`));
    for (const line of lines) expect(line).toContain(",'=xxx");
  });

  it('of a file that is gone still says which rows', async () => {
    const job = await service.run(key, 'Email,First name\nno address,Ada\n');
    service.upload(key, 'another file');
    const desk = reportDesk(dynamo, service);
    await desk.make(job);
    expect(desk.reportOf(job)).toContain('\r\n,,2,Email,INVALID_EMAIL,');
  });

  it('says what is wrong with the whole file', async () => {
    const job = await service.run(key, 'Nothing,known\n1,2\n');
    const desk = reportDesk(dynamo, service);
    await desk.make(job);
    expect(desk.reportOf(job)).toMatch(/^\uFEFFrow,column,code,message\r\n1,,INVALID_COLUMN_CONFIGURATION,/);
  });
});

describe('asking for an error report', () => {
  const anImport = () => service.run(key, 'Email,First name\nno address,Ada\n');

  it('has it made once, and gives a link as soon as it is', async () => {
    const job = await anImport();
    const desk = reportDesk(dynamo, service);
    expect(await desk.offer(job)).toEqual({ state: 'PENDING' });
    expect(await desk.offer(job)).toEqual({ state: 'PENDING' });
    expect(desk.asked).toEqual([{ importId: job.id, kind: 'errors' }]);
    await desk.make(job);
    expect(await desk.offer(job)).toEqual({
      state: 'READY',
      url: `https://bucket/reports/${job.id}.csv`,
      expiresAt: '2026-03-01T09:15:00.000Z',
    });
    expect(desk.asked).toHaveLength(1);
  });

  it('asks anew if nobody has made it, if there is more to report, and once the bucket has dropped it', async () => {
    const job = await anImport();
    const desk = reportDesk(dynamo, service);
    await desk.offer(job);
    desk.pass(4);
    await desk.offer(job);
    expect(desk.asked).toHaveLength(2);
    await desk.make(job);
    const more: ImportJob = { ...job, doneChunks: job.doneChunks + 1 };
    expect(await desk.offer(more)).toEqual({ state: 'PENDING' });
    await desk.make(job);
    expect(await desk.offer(job)).toMatchObject({ state: 'READY' });
    desk.pass(60 * 24 * 30);
    expect(await desk.offer(job)).toEqual({ state: 'PENDING' });
    expect(desk.asked).toHaveLength(4);
  });

  it('is refused while the import runs', async () => {
    const job = await anImport();
    const desk = reportDesk(dynamo, service);
    await expect(desk.offer({ ...job, state: 'PROCESSING' })).rejects.toThrow(Conflict);
    expect(desk.asked).toEqual([]);
  });
});
