import type { DynamoDBRecord } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OwnerOnTheWay } from '../../../lib/app/ports/company-owner-queue.ts';
import { isByCompanyOwnerRule } from '../../../lib/domain/company-owner.ts';
import { companyOf } from '../../../lib/domain/record/owner-settled.ts';
import { type CrmRecord, ownerOf } from '../../../lib/domain/record/record.ts';
import type { RecordWrite } from '../../../lib/domain/record/unique-key.ts';
import type { Draw } from '../../../lib/domain/rotation/random.ts';
import { recordWrites } from '../../../lib/events/record-writes.ts';
import { recordFromImage } from '../../../lib/store/records/record-image.ts';
import { type CompanyDesk, companyDesk, switchRule } from '../../support/company-desk.ts';
import { drawsOf, oneOf } from '../../support/draws.ts';
import { startDynamo, type TestDynamo } from '../../support/dynamo.ts';
import { losesTheAnswer, losesTheRequest, withFaults } from '../../support/faults.ts';

let dynamo: TestDynamo;
let desk: CompanyDesk;
let owners: string[];
beforeAll(async () => {
  dynamo = await startDynamo();
  desk = companyDesk(dynamo);
  owners = await desk.hire(4);
  await switchRule(desk, true);
});
afterAll(() => dynamo?.stop());

/** Everything in the stream and in the queue comes in pieces, twice, late, in any order, to workers some of whom die. */
const weather = (draw: Draw) => {
  const told: DynamoDBRecord[] = [];
  const sent: OwnerOnTheWay[] = [];
  let read = 0;
  const stormy = () => {
    const now = () => draw(6) === 0;
    return withFaults(
      dynamo,
      { ...losesTheRequest('UpdateItem', 100), when: now },
      { ...losesTheAnswer('UpdateItem', 100), when: now },
    );
  };
  const hear = async () => {
    told.push(...(await desk.told()));
    sent.push(...desk.queued.splice(0));
  };
  return {
    told,
    async blow() {
      await hear();
      const from = draw(4) === 0 ? draw(read + 1) : read;
      const batch = told.slice(from, from + 1 + draw(8));
      const followed = await desk.follow(batch, stormy()).then(
        () => true,
        () => false,
      );
      if (followed) read = Math.max(read, from + batch.length);
      await hear();
      if (sent.length > 0) await desk.pass(oneOf(draw, sent), stormy());
    },
    /** Until everything was delivered in its order, and again what had been sent long before. */
    async calm() {
      for (let passed = 0; ; ) {
        await hear();
        if (read === told.length && passed === sent.length) return;
        await desk.follow(told.slice(read));
        read = told.length;
        await hear();
        for (const message of sent.slice(passed)) await desk.pass(message);
        passed = sent.length;
      }
    },
  };
};

/** The last write by a person that settled the owner of a record, or the company of a contact. */
const lastSettled = (writes: readonly RecordWrite[], id: string): CrmRecord | undefined =>
  writes.findLast(
    ({ before, after }) =>
      after.id === id &&
      !isByCompanyOwnerRule(after.lastWrite) &&
      (before === undefined || ownerOf(before) !== ownerOf(after) || companyOf(before) !== companyOf(after)),
  )?.after;

describe.each(Array.from({ length: 12 }, (_, n) => n + 1))('in a storm, with seed %i', (seed) => {
  it('the newest owner wins, and each contact is given once for each change', async () => {
    const draw = drawsOf(seed, 'everybody');
    const companies = await Promise.all(
      [1, 2].map((n) => desk.create('companies', { name: `Company ${n}` })),
    );
    const contacts = (await Promise.all(companies.map((company) => desk.staff(company, 4)))).flat();
    const { blow, calm, told } = weather(draw);
    for (let step = 0; step < 25; step++) {
      const owner = draw(5) === 0 ? null : oneOf(draw, owners);
      const [contact, company] = [oneOf(draw, contacts), oneOf(draw, companies)];
      const event = draw(10);
      if (event < 3) await desk.assign('companies', company, owner);
      else if (event < 6) await desk.assign('contacts', contact, owner);
      else if (event < 7) await desk.change('contacts', contact, { associatedcompanyid: company });
      else await blow();
    }
    await calm();

    const writes = recordWrites(told, recordFromImage);
    const made = writes
      .map(({ after }) => `${after.id} ${after.lastWrite.id}`)
      .filter((write) => write.includes('company-owner#'));
    expect(new Set(made).size).toBe(made.length);
    for (const id of contacts) {
      const contact = await desk.records.get('contacts', id);
      const own = lastSettled(writes, id);
      const theirs = lastSettled(writes, (contact && companyOf(contact)) ?? '');
      if (contact === undefined || own === undefined || theirs === undefined)
        throw new Error(`${id} is gone.`);
      const newer = theirs.lastWrite.at > own.lastWrite.at ? theirs : own;
      // Where the newer of the two leaves the record to nobody, an earlier owner may stay, and a later one may come from the other.
      if (ownerOf(newer) !== null) expect([id, ownerOf(contact)]).toEqual([id, ownerOf(newer)]);
    }
  });
});
