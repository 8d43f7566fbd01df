import type { Job } from '../../lib/domain/job/job.ts';
import type { Draw } from '../../lib/domain/rotation/random.ts';
import { drawsOf } from './draws.ts';
import type { TestDynamo } from './dynamo.ts';
import { storm } from './fault-injector.ts';
import { withFaults } from './faults.ts';
import type { Life } from './hazards.ts';
import type { JobDesk } from './job-desk.ts';
import { type Turns, takingTurns } from './turns.ts';

/** Where jobs are worked on. */
type Office = { dynamo: TestDynamo; desk: JobDesk };

/** A worker who may die; their message comes again later. */
const sendWorker = async (
  { dynamo, desk }: Office,
  job: Job,
  { draw, turns }: { draw: Draw; turns: Turns },
): Promise<void> => {
  const actor = turns.join();
  const life: Life = { dead: false };
  const run = draw(2 ** 32);
  const luckOf = (call: string): Draw => drawsOf(run, call);
  const client = withFaults(
    dynamo,
    ...storm({ luckOf, oneIn: 6, actor, turns, life, note: () => undefined }),
  );
  await desk
    .deliver(job, client)
    .catch(() => undefined)
    .finally(actor.leave);
};

/** Delivers messages to workers in a storm, several at a time and some of them twice, and calmly what is left after it. */
export const deliverInStorm = async (
  office: Office,
  draw: Draw,
  { id, bystander }: { id: string; bystander: () => Promise<void> },
): Promise<Job> => {
  const { desk } = office;
  const seen: Job[] = [];
  for (let round = 0; round < 6; round++) {
    seen.push(...desk.sent.splice(0).map(({ job }) => job));
    const turns = takingTurns(draw);
    // Stays until what arrives late has arrived.
    const last = turns.join();
    const working = [0, 1, 2].map(() => {
      const message = seen[draw(seen.length)];
      return message === undefined ? Promise.resolve() : sendWorker(office, message, { draw, turns });
    });
    const other = turns.join();
    const beside = other.pass(draw(30)).then(bystander).finally(other.leave);
    const workers = Promise.all([...working, beside]);
    let over = false;
    void workers.then(() => {
      over = true;
    });
    while (!over) await last.pass(1);
    await last.pass(20);
    last.leave();
    await workers;
  }
  seen.push(...desk.sent.splice(0).map(({ job }) => job));
  for (const message of seen) await desk.deliver(message);
  await desk.deliverAll();
  return desk.jobNow(id);
};
