import { Conflict, NotFound } from '../../domain/errors.ts';
import { type Apply, isUnderWay } from '../../domain/import/apply.ts';
import type { ImportJob } from '../../domain/import/import.ts';
import type { ApplyDeps } from './apply-deps.ts';
import { applyIdOf } from './ids.ts';
import { runApply } from './run-apply.ts';

/** How long whoever asks for it waits for the comparing; a few ten thousand rows take less. */
const patienceMs = 8_000;
/** Whoever goes on with it is heard of every few seconds; after this long it is handed on anew. */
const longestSilenceMs = 3 * 60 * 1_000;

const refuseUnlessDone = ({ id, state, options, layout }: ImportJob): void => {
  if (!options.dryRun) throw new Conflict(`Import ${id} is no dry run.`);
  if (state !== 'DONE' || layout === null) {
    throw new Conflict(`Dry run ${id} is ${state}; only one that is DONE can be applied.`);
  }
};

/** @throws Conflict naming what has changed, if it is refused */
const unlessRefused = (apply: Apply): Apply => {
  if (apply.state !== 'REFUSED') return apply;
  const message = `Dry run ${apply.dryRunId} is not what would be done any more. Nothing was written; make another one.`;
  throw new Conflict(message, apply.changed);
};

const newApply = (
  dryRun: ImportJob,
  before: Apply | undefined,
  { actor, at }: { actor: string; at: string },
): Apply => ({
  dryRunId: dryRun.id,
  importId: applyIdOf(dryRun.id),
  actor,
  state: 'VERIFYING',
  afterChunk: 0,
  changed: [],
  updatedAt: at,
  version: (before?.version ?? 0) + 1,
});

/**
 * Has a dry run done for real: an import of the same file that writes what the dry run has said. Every row is compared first with what
 * is there now, and nothing is written unless all are as they were; a row whose record is changed while the import runs
 * fails. Asked again it is the same import, unless it was refused: then it is compared anew.
 *
 * @returns how far it is; a long file is compared, and handed out, behind the answer
 * @throws Conflict if the import is no dry run that is done, or naming what has changed since
 */
export const applyImport = async (deps: ApplyDeps, dryRun: ImportJob, actor: string): Promise<Apply> => {
  refuseUnlessDone(dryRun);
  const at = deps.now();
  const kept = await deps.applies.get(dryRun.id);
  if (kept?.state === 'STARTED') return kept;
  if (kept !== undefined && isUnderWay(kept)) {
    const isSilent = Date.parse(at) - Date.parse(kept.updatedAt) > longestSilenceMs;
    if (isSilent) await deps.applyQueue.send(dryRun.id);
    return kept;
  }
  // If two ask at once, both go on with the one that is kept.
  await deps.applies.save(newApply(dryRun, kept, { actor, at }));
  const deadline = Date.parse(at) + patienceMs;
  return unlessRefused(await runApply(deps, dryRun.id, () => Date.parse(deps.now()) > deadline));
};

/**
 * How far the applying of a dry run is.
 *
 * @throws NotFound if nobody has asked for it
 * @throws Conflict naming what has changed, if it was refused
 */
export const showApply = async (
  { applies }: Pick<ApplyDeps, 'applies'>,
  dryRunId: string,
): Promise<Apply> => {
  const apply = await applies.get(dryRunId);
  if (apply === undefined) throw new NotFound(`Nobody has asked to apply import ${dryRunId}.`);
  return unlessRefused(apply);
};
