import type { Problem } from '../../domain/errors.ts';
import type { Apply } from '../../domain/import/apply.ts';
import { emptyTally, type ImportJob } from '../../domain/import/import.ts';
import { concurrently } from '../concurrently.ts';
import type { ApplyDeps } from './apply-deps.ts';
import type { ReadyJob } from './read-rows.ts';
import { verifyChunk } from './verify-chunk.ts';

/** How many chunks, of 500 rows each, are compared between two looks at the clock, and how many of them at a time. */
const chunksToVerify = 8;
const verifiedAtOnce = 4;
const chunksToSend = 50;

/** Who is refused reads the first of the changes; the others are not even looked for. */
const mostChangesNamed = 20;

/** Where an apply is after a step. */
export type ApplyStep = Pick<Apply, 'state' | 'afterChunk' | 'changed'>;

const refused = (changed: readonly Problem[]): ApplyStep => ({
  state: 'REFUSED',
  afterChunk: 0,
  changed: changed.slice(0, mostChangesNamed),
});

const notJudged = (chunk: number): Problem => ({
  code: 'INCOMPLETE_DRY_RUN',
  message: `The dry run could not judge the rows of part ${chunk} of the file. Make another one.`,
});

/** Compares the next chunks with what is there now. */
export const verifyNext = async (
  deps: ApplyDeps,
  dryRun: ReadyJob,
  { afterChunk }: Apply,
): Promise<ApplyStep> => {
  const page = await deps.forecasts.page(dryRun.id, { after: afterChunk, limit: chunksToVerify });
  const isWhole = page.every(({ chunk }, n) => chunk.number === afterChunk + 1 + n);
  const isEnd = page.length === 0;
  if (!isWhole || (isEnd && afterChunk !== dryRun.totalChunks)) return refused([notJudged(afterChunk + 1)]);
  if (isEnd) return { state: 'STARTING', afterChunk: 0, changed: [] };
  const changes = await concurrently(page, verifiedAtOnce, (chunk) => verifyChunk(deps, dryRun, chunk));
  const changed = changes.flat();
  if (changed.length > 0) return refused(changed);
  return { state: 'VERIFYING', afterChunk: afterChunk + page.length, changed: [] };
};

/** The import that does what the dry run has said: of the same file, cut in the same way. */
const importThatApplies = (dryRun: ImportJob, { importId, actor }: Apply, at: string): ImportJob => ({
  ...dryRun,
  id: importId,
  actor,
  state: 'PROCESSING',
  options: { ...dryRun.options, dryRun: false },
  applies: dryRun.id,
  doneChunks: 0,
  doneBytes: 0,
  tally: emptyTally,
  problems: [],
  createdAt: at,
  updatedAt: at,
});

/** Hands the next chunks out to be written, the first of them with the import that they belong to. */
export const startNext = async (deps: ApplyDeps, dryRun: ReadyJob, apply: Apply): Promise<ApplyStep> => {
  const { importId, afterChunk } = apply;
  if (afterChunk === 0) await deps.imports.begin(importThatApplies(dryRun, apply, deps.now()));
  const page = await deps.forecasts.page(dryRun.id, { after: afterChunk, limit: chunksToSend });
  const last = page.at(-1);
  if (last === undefined) {
    // A file without rows has no chunk that would do this.
    await deps.imports.closeIfComplete(importId, deps.now());
    return { state: 'STARTED', afterChunk, changed: [] };
  }
  const chunks = page.map(({ chunk }) => chunk);
  await deps.importQueue.send(importId, chunks);
  return { state: 'STARTING', afterChunk: last.chunk.number, changed: [] };
};
