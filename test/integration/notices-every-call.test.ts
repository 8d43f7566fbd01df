import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LookDeps } from '../../lib/app/notify/look.ts';
import { aChange, anId } from '../support/builders.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';
import { withFaults } from '../support/faults.ts';
import { killed } from '../support/hazards.ts';
import { type NoticeDesk, noticeDesk } from '../support/notice-desk.ts';

let dynamo: TestDynamo;
let desk: NoticeDesk;
beforeAll(async () => {
  dynamo = await startDynamo();
  desk = noticeDesk(dynamo);
});
afterAll(() => dynamo?.stop());

type Moment = 'before' | 'after';

/** A worker that is killed at one of its calls, of whatever service, and one that takes its place each time. */
const mortal = (at: number, moment: Moment) => {
  let calls = 0;
  let dead = false;
  const meet = async <T>(call: () => Promise<T>): Promise<T> => {
    if (dead) throw killed();
    const fatal = calls++ === at;
    if (fatal && moment === 'before') dead = true;
    if (dead) throw killed();
    const answer = await call();
    if (fatal) dead = true;
    if (dead) throw killed();
    return answer;
  };
  const client = withFaults(dynamo, { act: ({ proceed }) => meet(() => proceed()) });
  const deps: LookDeps = desk.worker(client, meet);
  return {
    deps,
    hasDied: () => dead,
    revive: (): void => {
      dead = false;
    },
    callsMade: () => calls,
  };
};

/** Two owners gain 12 and 8 contacts in one run, in two batches of the stream; everything is delivered twice. */
const aRunIsTold = async (at: number, moment: Moment) => {
  desk.published.length = 0;
  const [ada, grace] = [await desk.owner(), await desk.owner()];
  const fields = { write: { source: 'BULK', runId: `run-${anId()}` } } as const;
  const gained = (owner: { id: string }, count: number) =>
    Array.from({ length: count }, () => aChange(owner.id, fields));
  const told = await desk.streamOf([...gained(ada, 12), ...gained(grace, 8)]);
  const worker = mortal(at, moment);
  const noteUntilDone = async (batch: typeof told): Promise<void> => {
    try {
      await desk.note(batch, worker.deps);
    } catch (error) {
      if (!worker.hasDied()) throw error;
      worker.revive();
      // Halved, as the stream's mapping does it with a batch that failed.
      await noteUntilDone(batch.slice(0, batch.length / 2));
      await noteUntilDone(batch.slice(batch.length / 2));
    }
  };
  for (const batch of [told.slice(0, 10), told.slice(0, 10), told.slice(10), told.slice(10)])
    await noteUntilDone(batch);
  for (let message = desk.next(); message !== undefined; message = desk.next()) {
    for (let n = 0; n < 2; n++) {
      const done = await desk.deliver(message, worker.deps);
      if (!done) desk.giveBack(message);
      worker.revive();
    }
  }
  return { ada, grace, published: [...desk.published], befell: worker.callsMade() > at };
};

describe.each<Moment>(['before', 'after'])('whoever is killed %s any call', (moment) => {
  it('leaves each owner told once of all they gained, a repetition being known by its id', async () => {
    let repeated = 0;
    let at = 0;
    for (let befell = true; befell; at++) {
      const run = await aRunIsTold(at, moment);
      befell = run.befell;
      const byId = new Map(run.published.map((each) => [each.id, each]));
      const counts = new Map([...byId.values()].map(({ ownerId, count }) => [ownerId, count]));
      expect(byId.size, `killed ${moment} call ${at}`).toBe(2);
      expect([counts.get(run.ada.id), counts.get(run.grace.id)]).toEqual([12, 8]);
      // In between publishing and remembering it nothing helps.
      expect(run.published.length - byId.size).toBeLessThanOrEqual(1);
      repeated += run.published.length - byId.size;
    }
    expect(at).toBeGreaterThan(30);
    expect(repeated).toBeGreaterThan(0);
  }, 120_000);
});
