import { afterAll, beforeAll, expect, it } from 'vitest';
import { createdIdOf } from '../../../lib/app/import/ids.ts';
import { undoImport } from '../../../lib/app/jobs/undo-import.ts';
import type { ImportJob } from '../../../lib/domain/import/import.ts';
import { ownerOf } from '../../../lib/domain/record/record.ts';
import { anOwner, changed } from '../../support/builders.ts';
import { drawsOf } from '../../support/draws.ts';
import { startDynamo, type TestDynamo } from '../../support/dynamo.ts';
import { importService } from '../../support/imports.ts';
import { jobDesk } from '../../support/job-desk.ts';
import { deliverInStorm } from '../../support/job-storm.ts';
import { seedsOf } from '../../support/seeds.ts';

let dynamo: TestDynamo;
beforeAll(async () => {
  dynamo = await startDynamo();
});
afterAll(() => dynamo?.stop());

const seeds = seedsOf(3);
const each = 60;
const deadline = 60_000;

const lines = (who: string, owner: string): string[] =>
  Array.from({ length: each }, (_, n) => `${who}${n}@example.com,${owner}`);

it.each(seeds)(
  'in a storm, the undo of an import archives and gives back each record once, with seed %i',
  async (seed) => {
    const draw = drawsOf(seed, 'undo of an import');
    const own = await dynamo.apart(`seed${seed}-`, ['records', 'recordKeys', 'directory', 'jobs', 'changes']);
    const desk = jobDesk(own);
    const service = importService(own);
    // One clock for all, so that changes have an order.
    service.deps.now = desk.worker().now;
    const imported = async (file: string, rows: string[]): Promise<ImportJob> => {
      const job = await service.run(`imports/contacts/${file}`, ['Email,Contact owner', ...rows].join('\n'));
      await desk.catchUp();
      return job;
    };
    const [before, after, other] = ['before', 'after', 'other'].map((name) =>
      anOwner({ email: `${name}@rota.example` }),
    );
    if (before === undefined || after === undefined || other === undefined) throw new Error('No owners.');
    for (const owner of [before, after, other]) await desk.owners.create(owner);

    const first = await imported('first.csv', lines('old', before.email));
    const second = await imported('second.csv', [...lines('old', after.email), ...lines('new', after.email)]);
    const old = Array.from({ length: each }, (_, n) => createdIdOf(first.id, n + 2));
    const fresh = Array.from({ length: each }, (_, n) => createdIdOf(second.id, n + 2 + each));
    const taken = new Set<string>();
    const written = new Set<string>();
    const meddle = async (): Promise<void> => {
      const taker = old[draw(each)] ?? '';
      taken.add(taker);
      await desk.assign('contacts', taker, other.id);
      const id = fresh[draw(each)] ?? '';
      const record = await desk.records.get('contacts', id);
      if (record === undefined || record.archivedAt !== null) return;
      const noted = changed(record, { properties: { ...record.properties, phone: '1' } });
      const { committed } = await desk.records.commit([{ before: record, after: noted }]);
      if (committed) written.add(id);
    };
    await meddle();
    await desk.catchUp();

    const asked = { archiveCreated: true, actor: 'bob@example.com' };
    const { id } = await undoImport(desk.worker(), second, asked);
    const over = await deliverInStorm({ dynamo: own, desk }, draw, { id, bystander: meddle });
    await desk.catchUp();

    expect(over).toMatchObject({
      state: 'DONE',
      ofImport: {
        created: { total: each, archived: each - written.size, kept: { CHANGED_SINCE: written.size } },
      },
    });
    if (over.kind !== 'undo') throw new Error(`The job is ${over.kind}.`);
    expect(await desk.run.count(id)).toBe(over.moved);
    const records = await desk.records.getMany('contacts', [...old, ...fresh]);
    for (const one of old) {
      const record = records.get(one);
      expect(record && ownerOf(record)).toBe(taken.has(one) ? other.id : before.id);
    }
    for (const one of fresh) expect(records.get(one)?.archivedAt === null).toBe(written.has(one));
    const versions = fresh.flatMap((one) => (written.has(one) ? [] : (records.get(one)?.version ?? [])));
    expect(new Set(versions)).toEqual(new Set([2]));
  },
  deadline,
);
