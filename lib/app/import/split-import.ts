import type { Chunk, SplitCursor } from '../../domain/import/chunk.ts';
import { FileProblem } from '../../domain/import/file-problem.ts';
import type { ImportProblem } from '../../domain/import/import.ts';
import { cutChunks } from './cut-chunks.ts';
import type { SplitDeps } from './import-deps.ts';
import { openText } from './open-text.ts';
import type { ReadyJob } from './read-rows.ts';
import { rowKeys } from './row-keys.ts';

/** How many milliseconds a function may still run. */
export type TimeLeft = () => number;

/** With less time than this nobody begins another chunk; sending what there is takes far less. */
const reserveMs = 20_000;

/** Chunks are sent and the cursor is kept this many at a time: as many messages as SQS takes in one request. */
const chunksAtOnce = 10;

/** What came of cutting: the file is cut to its end or to its problem, the time is short, or nobody wants it any more. */
type Outcome =
  | { kind: 'cut'; end: SplitCursor; problems: ImportProblem[] }
  | { kind: 'short of time'; cursor: SplitCursor }
  | { kind: 'not wanted' };

const cutAndSend = async (
  deps: SplitDeps,
  job: ReadyJob,
  { blocks, begin, timeLeft }: { blocks: AsyncIterable<Buffer>; begin: SplitCursor; timeLeft: TimeLeft },
): Promise<Outcome> => {
  const { delimiter, columns } = job.layout;
  // Whoever begins in the middle does not know which records the rows before have meant.
  const keys = begin.chunk === 1 ? rowKeys(await deps.properties.of(job.objectType), columns) : undefined;
  let cursor = begin;
  let waiting: Chunk[] = [];
  const send = async (): Promise<void> => {
    await deps.queue.send(job.id, waiting);
    waiting = [];
  };
  const problems: ImportProblem[] = [];
  try {
    const cutting = { delimiter, cursor: begin, keys, limits: deps.chunkLimits };
    for await (const { chunk, next } of cutChunks(blocks, cutting)) {
      waiting.push(chunk);
      cursor = next;
      const isShort = timeLeft() < reserveMs;
      if (waiting.length < chunksAtOnce && !isShort) continue;
      await send();
      if (!(await deps.jobs.advance(job.id, cursor, deps.now()))) return { kind: 'not wanted' };
      if (isShort) return { kind: 'short of time', cursor };
    }
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    problems.push(error.problem);
  }
  await send();
  return { kind: 'cut', end: cursor, problems };
};

/**
 * Cuts the file of an import from where its cursor is and sends the chunks, remembering how far it has come: whoever goes on
 * after it was cut short, at any point, sends the same chunks. When time is short the rest goes to the queue.
 */
export const splitImport = async (deps: SplitDeps, job: ReadyJob, timeLeft: TimeLeft): Promise<void> => {
  const { id, source, split } = job;
  if (source === null || split === null) throw new Error(`Import ${id} has not been accepted.`);
  let blocks: AsyncIterable<Buffer>;
  try {
    blocks = await openText(deps, source, split.from);
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    // How many chunks were sent behind the cursor cannot be told without the file. Those that are under way still count.
    await deps.jobs.fail(id, [error.problem], deps.now());
    return;
  }
  const outcome = await cutAndSend(deps, job, { blocks, begin: split, timeLeft });
  switch (outcome.kind) {
    case 'not wanted':
      return;
    case 'short of time':
      await deps.queue.sendRest(id, outcome.cursor);
      return;
    case 'cut': {
      const { end, problems } = outcome;
      const totals = { totalRows: end.rows, totalChunks: end.chunk - 1, problems };
      await deps.jobs.endSplit(id, totals, deps.now());
    }
  }
};
