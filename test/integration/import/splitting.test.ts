import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TimeLeft } from '../../../lib/app/import/split-import.ts';
import type { Chunk } from '../../../lib/domain/import/chunk.ts';
import { emptyTally, type ImportJob } from '../../../lib/domain/import/import.ts';
import { startDynamo, type TestDynamo } from '../../support/dynamo.ts';
import { type ImportService, importService } from '../../support/imports.ts';

let dynamo: TestDynamo;
/** The chunks of a splitter that was never disturbed. */
let whole: Chunk[];
beforeAll(async () => {
  dynamo = await startDynamo();
  const service = importService(dynamo);
  await splitWhole(service, contacts);
  whole = service.sent.map(({ chunk }) => chunk);
});
afterAll(() => dynamo.stop());

/** 12 chunks, the last of them not full: more than are sent at a time. */
const rows = 5_700;
const contacts = `Email\n${Array.from({ length: rows }, (_, n) => `p${n}@example.com\n`).join('')}`;

let files = 0;
const nextKey = (): string => `imports/contacts/${++files}.csv`;

type Death = { at: number; when: 'before' | 'after' };

/** Makes everything that splitting does to the world die once: at the nth call, before it takes effect or behind it. */
const mortal = (service: ImportService, death: Death | undefined): { hasDied: () => boolean } => {
  let calls = 0;
  let hasDied = false;
  const wrap = <Args extends unknown[], Result>(act: (...args: Args) => Promise<Result>) => {
    return async (...args: Args): Promise<Result> => {
      const dies = ++calls === death?.at;
      hasDied ||= dies;
      if (dies && death?.when === 'before') throw new Error('The splitter died.');
      const result = await act(...args);
      if (dies) throw new Error('The splitter died.');
      return result;
    };
  };
  const { jobs, queue } = service.deps;
  service.deps.jobs = {
    ...jobs,
    begin: wrap(jobs.begin),
    accept: wrap(jobs.accept),
    advance: wrap(jobs.advance),
    endSplit: wrap(jobs.endSplit),
    closeIfComplete: wrap(jobs.closeIfComplete),
  };
  service.deps.queue = { send: wrap(queue.send), sendRest: wrap(queue.sendRest) };
  return { hasDied: () => hasDied };
};

/** Splits a file, delivering what was left undone again until nothing is. */
const splitWhole = async (
  service: ImportService,
  content: string,
  timeLeft: () => TimeLeft = () => () => 900_000,
): Promise<string> => {
  const file = service.upload(nextKey(), content);
  const todo = [() => service.start(file, timeLeft())];
  for (let next = todo.shift(); next !== undefined; next = todo.shift()) {
    const work = next;
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Error) || error.message !== 'The splitter died.') throw error;
      todo.push(work);
    }
    todo.push(
      ...service.rests.splice(0).map(
        ({ importId }) =>
          () =>
            service.resume(importId, timeLeft()),
      ),
    );
  }
  return service.sent[0]?.importId ?? '';
};

const boundaries = ({ repeats: _, ...chunk }: Chunk) => chunk;

const distinct = (service: ImportService) => {
  const byNumber = new Map(service.sent.map(({ chunk }) => [chunk.number, chunk]));
  return [...byNumber.values()].toSorted((a, b) => a.number - b.number);
};

/** Counts every chunk that was sent, as the workers would. */
const countAll = async (service: ImportService, importId: string): Promise<ImportJob | undefined> => {
  for (const chunk of distinct(service)) {
    const tally = { ...emptyTally, created: chunk.rows };
    const report = {
      chunk: chunk.number,
      bytes: chunk.to - chunk.from,
      part: chunk,
      tally,
      created: [],
      problems: [],
    };
    await service.jobs.count(importId, report, service.deps.now());
  }
  await service.jobs.closeIfComplete(importId, service.deps.now());
  return service.jobs.get(importId);
};

/** Time that is short whenever it has been asked for so often. */
const shortAfter = (asked: number): TimeLeft => {
  let times = 0;
  return () => (++times >= asked ? 1_000 : 900_000);
};

const expectExact = async (service: ImportService, importId: string): Promise<void> => {
  expect(distinct(service).map(boundaries)).toEqual(whole.map(boundaries));
  // Chunks that came twice are cut at the same places.
  for (const { chunk } of service.sent) {
    expect(boundaries(chunk)).toEqual(boundaries(whole[chunk.number - 1] ?? chunk));
  }
  expect(await countAll(service, importId)).toMatchObject({
    state: 'DONE',
    totalRows: rows,
    totalChunks: 12,
    doneChunks: 12,
    tally: { created: rows },
  });
};

describe('splitting a file', () => {
  it('sends every chunk once and knows of each row that none before it has its key', async () => {
    const service = importService(dynamo);
    const importId = await splitWhole(service, contacts);
    expect(service.sent.map(({ chunk }) => chunk.number)).toEqual(
      Array.from({ length: 12 }, (_, n) => n + 1),
    );
    expect(service.sent.map(({ chunk }) => chunk.repeats)).toEqual(Array(12).fill([]));
    await expectExact(service, importId);
  });

  it.each(['before', 'after'] as const)(
    'ends exact wherever it dies, %s what it does there',
    async (when) => {
      let deaths = 0;
      for (let at = 1; ; at++) {
        const service = importService(dynamo);
        const { hasDied } = mortal(service, { at, when });
        const importId = await splitWhole(service, contacts);
        if (!hasDied()) break;
        deaths++;
        await expectExact(service, importId);
      }
      expect(deaths).toBeGreaterThan(5);
    },
  );

  it('ends exact at whatever row its time runs out', async () => {
    for (const asked of [1, 2, 9, 10, 11, 12]) {
      const service = importService(dynamo);
      const importId = await splitWhole(service, contacts, () => shortAfter(asked));
      expect(service.sent.length).toBe(12);
      await expectExact(service, importId);
    }
  });

  it('ends exact if it runs out of time again and again and dies somewhere in between', async () => {
    for (let at = 1; at < 25; at += 2) {
      const service = importService(dynamo);
      mortal(service, { at, when: at % 4 === 1 ? 'before' : 'after' });
      await expectExact(service, await splitWhole(service, contacts, () => shortAfter(3)));
    }
  });

  it('ends exact if the same event comes twice at the same time', async () => {
    const service = importService(dynamo);
    const file = service.upload(nextKey(), contacts);
    await Promise.all([service.start(file), service.start(file)]);
    await expectExact(service, service.sent[0]?.importId ?? '');
  });

  it('ends exact if the rest of a file is handed on twice', async () => {
    const service = importService(dynamo);
    const file = service.upload(nextKey(), contacts);
    await service.start(file, shortAfter(3));
    const [{ importId } = { importId: '' }] = service.rests;
    await Promise.all([service.resume(importId), service.resume(importId)]);
    await service.resume(importId);
    await expectExact(service, importId);
  });

  it('takes every row for a repeat where it has not seen the rows before', async () => {
    const service = importService(dynamo);
    await splitWhole(service, contacts, () => shortAfter(6));
    const repeats = distinct(service).map((chunk) => chunk.repeats);
    expect(repeats.slice(0, 6)).toEqual(Array(6).fill([]));
    expect(repeats.slice(6)).toEqual(Array(6).fill('all'));
  });

  it('makes its way though there is hardly ever any time', async () => {
    const service = importService(dynamo);
    const importId = await splitWhole(service, contacts, () => () => 0);
    await expectExact(service, importId);
  });
});

describe('a file that cannot be split to its end', () => {
  it('is broken at the same place for whoever goes on, and its import ends with the rows before', async () => {
    for (const asked of [1, 2, 3]) {
      const service = importService(dynamo);
      const people = Array.from({ length: 1_700 }, (_, n) => `p${n}@example.com,Bern\n`).join('');
      const broken = `Email,City\n${people}x@example.com,"Rome\n`;
      const importId = await splitWhole(service, broken, () => shortAfter(asked));
      expect(service.sent.map(({ chunk }) => chunk.rows)).toEqual([500, 500, 500, 200]);
      expect(await countAll(service, importId)).toMatchObject({
        state: 'FAILED',
        totalRows: 1_700,
        problems: [{ code: 'COULD_NOT_PARSE_ROW', row: 1_702 }],
        tally: { created: 1_700, errors: 1 },
      });
    }
  });

  it('is not split on once it has been replaced, and what was done is counted', async () => {
    const service = importService(dynamo);
    const file = service.upload(nextKey(), contacts);
    await service.start(file, shortAfter(3));
    service.upload(file.key, 'Email\n');
    const [{ importId } = { importId: '' }] = service.rests;
    await service.resume(importId);
    expect(await countAll(service, importId)).toMatchObject({
      state: 'FAILED',
      problems: [{ code: 'FILE_NOT_FOUND' }],
      tally: { created: 1_500 },
    });
  });

  it('is not split on behind the next few chunks once its import is cancelled', async () => {
    const service = importService(dynamo);
    const { queue } = service.deps;
    service.deps.queue = {
      ...queue,
      async send(importId, chunks) {
        await queue.send(importId, chunks);
        await service.jobs.cancel(importId, service.deps.now());
      },
    };
    const importId = await splitWhole(service, contacts);
    expect(service.sent.length).toBe(10);
    expect(await service.jobs.get(importId)).toMatchObject({ state: 'CANCELED', totalRows: null });
  });
});
