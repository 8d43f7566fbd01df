import { applyImport } from '../../../lib/app/import/apply-import.ts';
import { runApply } from '../../../lib/app/import/run-apply.ts';
import { Conflict } from '../../../lib/domain/errors.ts';
import type { ImportJob } from '../../../lib/domain/import/import.ts';
import type { Life } from '../hazards.ts';
import type { Participant } from './join.ts';
import type { World } from './world.ts';

const mostTries = 3;

/** Somebody who asks to have a dry run done, and asks again if there is no answer. */
export const ask = async (
  world: World,
  { deps, draw, actor, name }: Participant,
  { dryRun, life }: { dryRun: ImportJob; life: Life },
): Promise<void> => {
  for (let tries = 0; tries < mostTries; tries++) {
    await actor.pass(draw(30));
    life.dead = false;
    try {
      await applyImport(deps, dryRun, name);
      return;
    } catch (error) {
      world.notes.push(`${world.turns.taken()} ${name} fails: ${error}`);
      if (error instanceof Conflict) return;
    }
  }
};

/** Goes on with what was handed on, each time as a new process if the last was killed, until nothing more can come. */
export const goOn = async (
  { applyMail, notes, turns }: World,
  { deps, draw, actor, name }: Participant,
  { life, isOver }: { life: Life | undefined; isOver: () => boolean },
): Promise<void> => {
  for (;;) {
    const letters = await actor.act(async () => applyMail.take(draw));
    if (letters.length === 0) {
      if (isOver() && applyMail.isQuiet()) return;
      continue;
    }
    if (life !== undefined) life.dead = false;
    const failed = new Set<string>();
    for (const { messageId, body } of letters) {
      try {
        await runApply(deps, body, () => life !== undefined && draw(3) === 0);
      } catch (error) {
        notes.push(`${turns.taken()} ${name} fails: ${error}`);
        failed.add(messageId);
      }
    }
    await actor.act(async () => applyMail.settle(letters, failed));
  }
};
