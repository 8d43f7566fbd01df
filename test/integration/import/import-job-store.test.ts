import { TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SplitCursor } from '../../../lib/domain/import/chunk.ts';
import { emptyTally, type ImportJob, type RowTally } from '../../../lib/domain/import/import.ts';
import { defaultOptions } from '../../../lib/domain/import/options.ts';
import { importJobStore } from '../../../lib/store/jobs/import-job-store.ts';
import { jobStore } from '../../../lib/store/jobs/job-store.ts';
import { anId, someTime } from '../../support/builders.ts';
import { startDynamo, type TestDynamo } from '../../support/dynamo.ts';
import { cancels, losesTheAnswer, refuses, withFaults } from '../../support/faults.ts';
import { aHandover } from '../../support/jobs.ts';

let dynamo: TestDynamo;
beforeAll(async () => {
  dynamo = await startDynamo();
});
afterAll(() => dynamo.stop());

const store = (client = dynamo.client) => importJobStore(client, dynamo.tables.jobs);

const aJob = (fields: Partial<ImportJob> = {}): ImportJob => ({
  id: anId(),
  state: 'STARTED',
  name: 'a.csv',
  actor: 'ada',
  file: { bucket: 'b', key: 'imports/contacts/a.csv', etag: 'e', versionId: null },
  objectType: 'contacts',
  options: defaultOptions,
  source: null,
  layout: null,
  split: null,
  totalRows: null,
  totalChunks: null,
  doneChunks: 0,
  doneBytes: 0,
  tally: emptyTally,
  problems: [],
  createdAt: someTime,
  updatedAt: someTime,
  ...fields,
});

const cursor = (chunk: number): SplitCursor => ({
  from: 100 * chunk,
  row: 10 * chunk,
  line: 10 * chunk,
  chunk,
  rows: 10 * (chunk - 1),
});

const plan = {
  source: { file: { bucket: 'b', key: 'imports/contacts/a.csv', etag: 'e', versionId: null }, size: 1_000 },
  layout: { delimiter: ',', columns: [{ kind: 'property', header: 'Email', property: 'email' } as const] },
  split: cursor(1),
};

const twoChunks = { totalRows: 3, totalChunks: 2, problems: [] };

const report = (chunk: number, tally: Partial<RowTally> = {}, messages: string[] = []) => ({
  chunk,
  bytes: 100,
  part: { from: 0, to: 100, firstRow: 2 },
  created: [],
  tally: { ...emptyTally, ...tally },
  problems: messages.map((message) => ({ code: 'INVALID_EMAIL', message, row: 2 })),
});

const started = async (fields: Partial<ImportJob> = {}): Promise<ImportJob> => store().begin(aJob(fields));

const accepted = async (fields: Partial<ImportJob> = {}): Promise<string> => {
  const { id } = await started(fields);
  await store().accept(id, plan, someTime);
  return id;
};

describe('an import', () => {
  it('is not found under the id of a job of another kind', async () => {
    const handover = aHandover();
    await jobStore(dynamo.client, dynamo.tables.jobs).begin(handover);
    expect(await store().get(handover.id)).toBeUndefined();
  });

  it('is begun once: whoever begins it again gets it as it is', async () => {
    const job = await started();
    await store().accept(job.id, plan, someTime);
    expect(await store().begin(job)).toEqual({ ...job, ...plan, state: 'PROCESSING' });
  });

  it('is not accepted again once it is over', async () => {
    const id = await accepted();
    await store().fail(id, [{ code: 'FILE_NOT_FOUND', message: 'gone' }], someTime);
    const again = await store().accept(id, { ...plan, split: cursor(9) }, someTime);
    expect(again).toMatchObject({ state: 'FAILED', split: cursor(1), tally: { errors: 1 } });
  });

  it('fails once, with the first reason', async () => {
    const { id } = await started();
    await store().fail(id, [{ code: 'A', message: 'first' }], someTime);
    await store().fail(id, [{ code: 'B', message: 'second' }], someTime);
    expect((await store().get(id))?.problems).toEqual([{ code: 'A', message: 'first' }]);
  });

  it('is listed page by page, newest first, without its chunks', async () => {
    const days = ['2026-05-02', '2026-05-03', '2026-05-01'];
    const ids = await Promise.all(days.map((day) => accepted({ createdAt: `${day}T00:00:00.000Z` })));
    await store().count(ids[0] ?? '', report(1), someTime);
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await store().list({ limit: 2, after });
      seen.push(...page.results.map(({ id }) => id));
      after = page.next;
    } while (after !== undefined);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((id) => ids.includes(id))).toEqual([ids[1], ids[0], ids[2]]);
  });

  it('that does not exist has no problems and counts no chunk', async () => {
    expect(await store().problems('0', { limit: 10 })).toEqual({ results: [], next: undefined });
    await expect(store().count('0', report(1), someTime)).rejects.toThrow('no import 0');
  });
});

describe('a chunk', () => {
  it('is counted once, however often it is reported', async () => {
    const id = await accepted();
    expect(await store().count(id, report(1, { created: 2, errors: 1 }, ['x']), someTime)).toBe(true);
    expect(await store().count(id, report(1, { created: 2, errors: 1 }, ['x']), someTime)).toBe(false);
    expect(await store().isCounted(id, 1)).toBe(true);
    expect(await store().isCounted(id, 2)).toBe(false);
    expect(await store().get(id)).toMatchObject({ doneChunks: 1, tally: { created: 2, errors: 1 } });
  });

  it('is counted once though the answer to the first count was lost', async () => {
    const id = await accepted();
    const unlucky = store(withFaults(dynamo, losesTheAnswer('TransactWriteItems')));
    await expect(unlucky.count(id, report(1, { created: 2 }), someTime)).rejects.toThrow();
    expect(await store().count(id, report(1, { created: 2 }), someTime)).toBe(false);
    expect((await store().get(id))?.tally.created).toBe(2);
  });

  it('is counted though others hold the import for a moment', async () => {
    const id = await accepted();
    const busy = store(withFaults(dynamo, cancels([undefined, 'TransactionConflict'], 3)));
    expect(await busy.count(id, report(1, { updated: 1 }), someTime)).toBe(true);
    expect((await store().get(id))?.tally.updated).toBe(1);
  });

  it('is counted beside others that finish at the same moment', async () => {
    const id = await accepted();
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => store().count(id, report(n + 1, { created: 1 }), someTime)),
    );
    expect(await store().get(id)).toMatchObject({ doneChunks: 20, tally: { created: 20 } });
  });

  it('closes the import only if it is the last', async () => {
    const id = await accepted();
    await store().endSplit(id, twoChunks, someTime);
    await store().count(id, report(2), someTime);
    await store().closeIfComplete(id, someTime);
    expect((await store().get(id))?.state).toBe('PROCESSING');
    await store().count(id, report(1), someTime);
    await store().closeIfComplete(id, someTime);
    expect(await store().get(id)).toMatchObject({ state: 'DONE', doneChunks: 2, doneBytes: 200 });
  });

  it('does not close the import while nobody knows how many there will be', async () => {
    const id = await accepted();
    await store().count(id, report(1), someTime);
    await store().closeIfComplete(id, someTime);
    expect((await store().get(id))?.state).toBe('PROCESSING');
  });

  it('closes the import of a broken file as FAILED', async () => {
    const id = await accepted();
    const problem = { code: 'FILE_NOT_FOUND', message: 'gone' };
    await store().endSplit(id, { ...twoChunks, totalChunks: 1 }, someTime);
    await store().keepProblem(id, problem, someTime);
    await store().keepProblem(id, problem, someTime);
    await store().count(id, report(1), someTime);
    await store().closeIfComplete(id, someTime);
    expect(await store().get(id)).toMatchObject({
      state: 'FAILED',
      problems: [problem],
      tally: { errors: 1 },
    });
  });
});

describe('the place that a file has been cut to', () => {
  it('moves on, and never back', async () => {
    const id = await accepted();
    expect(await store().advance(id, cursor(21), someTime)).toBe(true);
    expect(await store().advance(id, cursor(11), someTime)).toBe(true);
    expect((await store().get(id))?.split).toEqual(cursor(21));
  });

  it('is kept though a chunk is being counted at that moment', async () => {
    const id = await accepted();
    const conflict = new TransactionConflictException({ $metadata: {}, message: 'busy' });
    const busy = store(withFaults(dynamo, refuses('UpdateItem', conflict, 3)));
    expect(await busy.advance(id, cursor(11), someTime)).toBe(true);
    expect((await store().get(id))?.split).toEqual(cursor(11));
  });

  it('is asked for by nobody once the import is over or cut to its end', async () => {
    const [canceled, cut] = [await accepted(), await accepted()];
    await store().cancel(canceled, someTime);
    expect(await store().advance(canceled, cursor(11), someTime)).toBe(false);
    await store().endSplit(cut, twoChunks, someTime);
    expect(await store().advance(cut, cursor(11), someTime)).toBe(false);
    expect(await store().advance('0', cursor(11), someTime)).toBe(false);
  });

  it('ends once: whoever comes to the end later changes nothing', async () => {
    const id = await accepted();
    const problems = [{ code: 'COULD_NOT_PARSE_ROW', message: 'a quote' }];
    await store().endSplit(id, { ...twoChunks, problems }, someTime);
    await store().endSplit(id, { ...twoChunks, problems }, someTime);
    expect(await store().get(id)).toMatchObject({ ...twoChunks, problems, tally: { errors: 1 } });
  });
});

describe('cancelling an import', () => {
  it('ends it, once', async () => {
    const id = await accepted();
    expect(await store().cancel(id, someTime)).toMatchObject({ state: 'CANCELED', updatedAt: someTime });
    expect(await store().cancel(id, '2027-01-01T00:00:00.000Z')).toMatchObject({
      state: 'CANCELED',
      updatedAt: someTime,
    });
  });

  it('does not end one that is over, and tells of one that is not there', async () => {
    const id = await accepted();
    await store().fail(id, [{ code: 'FILE_NOT_FOUND', message: 'gone' }], someTime);
    expect(await store().cancel(id, someTime)).toMatchObject({ state: 'FAILED' });
    expect(await store().cancel('0', someTime)).toBeUndefined();
  });

  it('does not touch another job with such an id', async () => {
    const id = anId();
    const item = { jobId: id, item: 'job', jobKind: 'handover', state: 'PROCESSING' };
    await dynamo.client.send(new PutCommand({ TableName: dynamo.tables.jobs, Item: item }));
    expect(await store().cancel(id, someTime)).toBeUndefined();
  });

  it('leaves the chunks that are under way to be counted', async () => {
    const id = await accepted();
    await store().cancel(id, someTime);
    expect(await store().count(id, report(1, { created: 2 }), someTime)).toBe(true);
    await store().endSplit(id, twoChunks, someTime);
    await store().closeIfComplete(id, someTime);
    expect(await store().get(id)).toMatchObject({
      state: 'CANCELED',
      tally: { created: 2 },
      totalRows: null,
    });
  });
});

describe('the problems of an import', () => {
  it('come page by page: those of the file, then those of the chunks in the order of the file', async () => {
    const id = await accepted();
    await store().count(id, report(2, {}, ['d']), someTime);
    await store().count(id, report(1, {}, ['b', 'c']), someTime);
    await store().count(id, report(3), someTime);
    await store().fail(id, [{ code: 'FILE_NOT_FOUND', message: 'a' }], someTime);
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await store().problems(id, { limit: 1, after });
      expect(page.results.length).toBe(1);
      seen.push(...page.results.map(({ message }) => message));
      after = page.next;
    } while (after !== undefined);
    expect(seen).toEqual(['a', 'b', 'c', 'd']);
  });

  it('are all kept, however many they are', async () => {
    const id = await accepted();
    const messages = Array.from({ length: 5_000 }, (_, n) => `${n} ${'é'.repeat(190)}`);
    await store().count(id, report(1, { errors: 5_000 }, messages), someTime);
    await store().count(id, report(2, { errors: 1 }, ['the last']), someTime);
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await store().problems(id, { limit: 997, after });
      seen.push(...page.results.map(({ message }) => message));
      after = page.next;
    } while (after !== undefined);
    expect(seen).toEqual([...messages, 'the last']);
    expect((await store().get(id))?.tally.errors).toBe(5_001);
  });

  it('are those of the attempt that was counted, whatever others have left behind', async () => {
    const id = await accepted();
    const many = (word: string) => Array.from({ length: 1_500 }, (_, n) => `${n} ${word.repeat(50)}`);
    const unlucky = store(withFaults(dynamo, refuses('TransactWriteItems', new Error('The worker died.'))));
    await expect(unlucky.count(id, report(1, {}, many('left')), someTime)).rejects.toThrow('died');
    await store().count(id, report(1, {}, many('kept')), someTime);
    expect(await store().count(id, report(1, {}, many('late')), someTime)).toBe(false);
    const { results } = await store().problems(id, { limit: 10_000 });
    expect(results.map(({ message }) => message)).toEqual(many('kept'));
    expect(results.at(-1)?.id).toBe('1.1499');
  });
});
