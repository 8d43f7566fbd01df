import type { Context } from 'aws-lambda';
import { createHandler as createWorker } from '../../../functions/import-chunk/handler.ts';
import { createHandler as createUndertaker } from '../../../functions/import-chunk-failed/handler.ts';
import { createHandler as createSplitter } from '../../../functions/import-csv/handler.ts';
import { updateRecord } from '../../../lib/app/records/update-record.ts';
import type { ImportFile } from '../../../lib/domain/import/import.ts';
import { uniqueKey } from '../../../lib/domain/record/unique-key.ts';
import type { Draw } from '../../../lib/domain/rotation/random.ts';
import { between, oneOf } from '../draws.ts';
import type { Life } from '../hazards.ts';
import { eventOf, type Letter } from '../schedules/mailbox.ts';
import type { Participant } from './join.ts';
import { emailsIn, type World } from './world.ts';

/** What S3 tells of a new object. */
const uploadOf = ({ bucket, key, etag }: ImportFile): object => ({
  Records: [{ s3: { bucket: { name: bucket }, object: { key, eTag: etag } } }],
});

/** A function's time, which is short whenever it is drawn so: the splitter has to stop behind the chunk that it is at. */
const contextOf = (draw: Draw | undefined): Context =>
  ({
    getRemainingTimeInMillis: () => (draw !== undefined && draw(6) === 0 ? 19_000 : 900_000),
  }) as Context;

const mostTries = 3;

/** The notification of one upload, as Lambda delivers it: again if it fails, three times at most. */
export const notify = async (
  world: World,
  { deps, draw, actor, name }: Participant,
  { file, life }: { file: ImportFile; life: Life | undefined },
): Promise<boolean> => {
  const split = createSplitter(deps);
  for (let tries = 0; tries < mostTries; tries++) {
    if (life !== undefined) {
      await actor.pass(draw(30));
      life.dead = false;
    }
    try {
      await split(uploadOf(file), contextOf(life === undefined ? undefined : draw));
      return true;
    } catch (error) {
      world.notes.push(`${world.turns.taken()} ${name} fails: ${error}`);
    }
  }
  return false;
};

type Shift = {
  /** Undefined for who works in calm weather. */
  life: Life | undefined;
  /** Whether nobody will send anything any more. */
  isOver: () => boolean;
  /** After how many deliveries no more is taken. */
  patience?: number;
};

/** Works on what comes until nothing is left, each time as a new process if the last was killed. */
export const work = async (
  world: World,
  { draw, deps, actor, name }: Participant,
  { life, isOver, patience = Number.POSITIVE_INFINITY }: Shift,
): Promise<void> => {
  const handler = createWorker(deps);
  for (let deliveries = 0; deliveries < patience; ) {
    const letters = await actor.act(async () => world.mailbox.take(draw));
    if (letters.length === 0) {
      if (isOver() && world.mailbox.isQuiet()) return;
      continue;
    }
    deliveries += 1;
    if (life !== undefined) life.dead = false;
    const { batchItemFailures } = await handler(
      eventOf(letters),
      contextOf(life === undefined ? undefined : draw),
    );
    const reported = batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
    if (life === undefined && reported.length > 0)
      world.problems.push(`${name} fails at ${letters.map(({ body }) => body)} without a reason.`);
    // A process that dies reports nothing, and everything that it was given comes again.
    const failed = life?.dead === true ? letters.map(({ messageId }) => messageId) : reported;
    await actor.act(async () => world.mailbox.settle(letters, new Set(failed)));
  }
};

const mostTurnsUnderWay = 200;

/** Gives up all chunks that are left, once nobody works on them any more, as those that failed too often are. */
export const giveUp = async (world: World, { actor, deps, draw, name }: Participant): Promise<void> => {
  const { mailbox } = world;
  const undertaker = createUndertaker(deps);
  await actor.pass(mostTurnsUnderWay);
  mailbox.redrive();
  const rests: Letter[] = [];
  for (let letters = mailbox.take(draw); letters.length > 0; letters = mailbox.take(draw)) {
    const chunks = letters.filter(({ body }) => 'chunk' in JSON.parse(body));
    rests.push(...letters.filter((letter) => !chunks.includes(letter)));
    for (const letter of chunks) {
      world.notes.push(`${world.turns.taken()} ${name} gives up ${letter.body}`);
      const { batchItemFailures } = await undertaker(eventOf([letter]), contextOf(undefined));
      if (batchItemFailures.length > 0) world.problems.push(`${name} cannot give up ${letter.body}.`);
    }
    mailbox.settle(chunks, new Set());
  }
  mailbox.settle(rests, new Set(rests.map(({ messageId }) => messageId)));
};

/** Somebody else, who calls those up whom the file is about, and writes their numbers down. */
export const meddle = async (world: World, { draw, deps, actor, name }: Participant): Promise<void> => {
  const times = between(draw, 0, 12);
  for (let n = 0; n < times; n++) {
    await actor.pass(draw(25));
    const phone = `${name} ${n}`;
    let id: string | undefined;
    try {
      [id] = (
        await deps.records.findIds([uniqueKey('contacts', 'email', oneOf(draw, emailsIn(world)))])
      ).values();
      if (id === undefined) continue;
      const by = { actor: name, requestId: `${name}${n}` };
      await updateRecord(deps, 'contacts', id, { phone }, by);
      world.phones.set(id, [phone]);
    } catch (error) {
      // Whether it was written, nobody knows.
      if (id !== undefined) world.phones.set(id, [...(world.phones.get(id) ?? ['']), phone]);
      world.notes.push(`${world.turns.taken()} ${name} fails: ${error}`);
    }
  }
};
