import { isDeepStrictEqual } from 'node:util';
import { applyImport } from '../../../lib/app/import/apply-import.ts';
import { importIdOf } from '../../../lib/app/import/ids.ts';
import { Conflict } from '../../../lib/domain/errors.ts';
import type { Apply } from '../../../lib/domain/import/apply.ts';
import { changedSince } from '../../../lib/domain/import/foreseen.ts';
import type { ImportJob } from '../../../lib/domain/import/import.ts';
import { drawsOf } from '../draws.ts';
import type { TestDynamo } from '../dynamo.ts';
import { ask, goOn } from './apply-parts.ts';
import { checkImports, collectEvidence } from './check-imports.ts';
import { givenUp } from './expectation.ts';
import { join, type Participant } from './join.ts';
import { setTheScene } from './set-the-scene.ts';
import { type Part, storm, twiceMaybe } from './storm.ts';
import { giveUp, notify, work } from './take-part.ts';
import { newWorld, type World } from './world.ts';

/** Longer than an apply may be silent before somebody else goes on with it. */
const longSilence = 800;
const mostAsks = 5;

const inCalm = (world: World): Participant => join(world, 'calm', { calm: true });

const workOff = async (world: World, participant: Participant): Promise<void> => {
  world.mailbox.redrive();
  await work(world, participant, { life: undefined, isOver: () => true });
};

/** The dry run: whatever happens meanwhile, it comes to its end, and nothing is written. */
const foreseeAll = async (world: World): Promise<ImportJob> => {
  const [file] = world.uploads;
  if (file === undefined) throw new Error('There is no file.');
  const tellers = twiceMaybe(world, 'event').map(
    (name): Part => ({
      name,
      play: async (participant, life) => void (await notify(world, participant, { file, life })),
    }),
  );
  await storm(world, { tellers, isMeddledWith: false });
  const participant = inCalm(world);
  await notify(world, participant, { file, life: undefined });
  await workOff(world, participant);
  const { imports, records } = await collectEvidence(world, participant.deps);
  participant.actor.leave();
  const [dryRun] = imports;
  if (dryRun === undefined) throw new Error('There is no dry run.');
  const { state, totalRows, tally } = dryRun.job;
  const rows = tally.created + tally.updated + tally.unchanged + tally.failed;
  const found = [state, totalRows, rows, records.length].join();
  const { length } = world.file.rows;
  const wanted = ['DONE', length, length, world.known.length].join();
  if (found !== wanted) world.problems.push(`The dry run is ${found}, not ${wanted}.`);
  return dryRun.job;
};

const stormOver = (world: World, dryRun: ImportJob): Promise<void> => {
  const draw = drawsOf(world.schedule, 'apply');
  const isMeddledWith = draw(2) === 0;
  const patience = draw(4) === 0 ? { patience: 5 } : {};
  const asks: Part['play'] = (participant, life) => ask(world, participant, { dryRun, life });
  const goesOn: Part['play'] = (participant, life, isOver) => goOn(world, participant, { life, isOver });
  return storm(world, {
    tellers: twiceMaybe(world, 'asker').map((name) => ({ name, play: asks })),
    clerks: twiceMaybe(world, 'clerk').map((name) => ({ name, play: goesOn })),
    isMeddledWith,
    ...patience,
  });
};

/** Asks until it is started or refused; whoever went on with it and died has been silent for long by then. */
const settle = async (world: World, participant: Participant, dryRun: ImportJob): Promise<Apply> => {
  const { deps, actor } = participant;
  for (let asks = 0; asks < mostAsks; asks++) {
    await actor.pass(longSilence);
    world.applyMail.redrive();
    await goOn(world, participant, { life: undefined, isOver: () => true });
    try {
      const apply = await applyImport(deps, dryRun, 'calm');
      if (apply.state === 'STARTED') return apply;
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      const apply = await deps.applies.get(dryRun.id);
      if (apply?.state === 'REFUSED') return apply;
    }
  }
  throw new Error(`Dry run ${dryRun.id} is neither applied nor refused.`);
};

const checkRefused = async (world: World, { deps }: Participant, { importId }: Apply): Promise<string[]> => {
  const { records } = await deps.records.list('contacts', { archived: false, limit: 10_000 });
  return [
    ...(world.phones.size > 0 ? [] : ['It was refused, though nobody has changed anything.']),
    ...((await deps.jobs.get(importId)) === undefined ? [] : ['It was refused, and there is an import.']),
    ...(records.length === world.known.length ? [] : ['It was refused, and something was written.']),
  ];
};

const checkStarted = async (
  world: World,
  participant: Participant,
  { dryRun, importId }: { dryRun: ImportJob; importId: string },
): Promise<string[]> => {
  const { deps } = participant;
  const evidence = await collectEvidence(world, deps, [importId]);
  for (const [n, body] of [...world.sent].entries()) world.mailbox.post(`again ${n}`, body);
  world.applyMail.post('again', dryRun.id);
  await goOn(world, participant, { life: undefined, isOver: () => true });
  await workOff(world, participant);
  const isSame = isDeepStrictEqual(await collectEvidence(world, deps, [importId]), evidence);
  const excuses = world.phones.size > 0 ? [givenUp, changedSince] : [givenUp];
  return [
    ...(isSame ? [] : ['What came once more has changed something.']),
    ...checkImports(world, evidence, excuses),
  ];
};

/**
 * One run of everything that may happen while a dry run is made and applied, as a seed decides, and what is wrong after it. Nothing is
 * written unless all is as it was foreseen, and then exactly what the file says, but for rows whose record somebody else has
 * changed.
 *
 * @param schedule the seed; the same one leads to the same run
 * @param dynamo tables of which nothing else makes use
 */
export const runApplySchedule = async (schedule: number, dynamo: TestDynamo): Promise<World> => {
  const world = newWorld(schedule, dynamo);
  await setTheScene(world, true);
  const dryRun = await foreseeAll(world);
  if (dryRun.id !== importIdOf(world.uploads[0] ?? dryRun.file)) throw new Error('The dry run is another.');
  await stormOver(world, dryRun);
  const participant = inCalm(world);
  const apply = await settle(world, participant, dryRun);
  world.notes.push(`The dry run is ${apply.state}.`);
  if (apply.state === 'REFUSED') {
    world.problems.push(...(await checkRefused(world, participant, apply)));
  } else {
    if (drawsOf(schedule, 'patience')(2) === 0) await giveUp(world, participant);
    await workOff(world, participant);
    world.problems.push(...(await checkStarted(world, participant, { dryRun, importId: apply.importId })));
  }
  participant.actor.leave();
  return world;
};
