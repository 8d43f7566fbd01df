import type { ImportJobStore } from '../../app/ports/jobs.ts';
import type { ImportJob } from '../../domain/import/import.ts';
import type { Dynamo } from '../dynamo.ts';
import { type Change, type Changed, changeImport } from './change-import.ts';

const isStarted = '#state = :started';
const isProcessing = '#state = :processing';
const isGoingOn = '#state IN (:started, :processing)';
const isBeingSplit = `${isProcessing} AND totalChunks = :none`;
const isComplete = `${isProcessing} AND doneChunks = totalChunks AND size(problems) = :problems`;

const addProblems = 'problems = list_append(problems, :problems), tally.errors = tally.errors + :count';

const started = { ':started': 'STARTED' };
const processing = { ':processing': 'PROCESSING' };
const goingOn = { ...started, ...processing };

type Changes = Pick<ImportJobStore, 'accept' | 'advance' | 'endSplit' | 'keepProblem' | 'fail' | 'cancel'> & {
  /** DONE, or FAILED if the file has a problem: unless the import has moved since it was read. */
  close(job: ImportJob, at: string): Promise<void>;
};

/** From one state of an import to the next, each step on the condition that the step before it was the last. */
export const importChanges = (dynamo: Dynamo, table: string): Changes => {
  const change = (importId: string, at: string, { set, condition, values }: Change): Promise<Changed> =>
    changeImport(dynamo, table, {
      importId,
      set: `${set}, updatedAt = :at`,
      condition,
      values: { ...values, ':at': at },
    });
  return {
    async accept(importId, { source, layout, split }, at) {
      const { job } = await change(importId, at, {
        set: '#state = :processing, #source = :source, layout = :layout, #split = :split',
        condition: isStarted,
        values: { ...goingOn, ':source': source, ':layout': layout, ':split': split },
      });
      if (job === undefined) throw new Error(`There is no import ${importId}.`);
      return job;
    },
    async advance(importId, split, at) {
      const { job } = await change(importId, at, {
        set: '#split = :split',
        condition: `${isBeingSplit} AND #split.chunk < :chunk`,
        values: { ...processing, ':none': null, ':split': split, ':chunk': split.chunk },
      });
      return job?.state === 'PROCESSING' && job.totalChunks === null;
    },
    async endSplit(importId, { totalRows, totalChunks, problems }, at) {
      await change(importId, at, {
        set: `totalRows = :rows, totalChunks = :chunks, ${addProblems}`,
        condition: isBeingSplit,
        values: {
          ...processing,
          ':none': null,
          ':rows': totalRows,
          ':chunks': totalChunks,
          ':problems': problems,
          ':count': problems.length,
        },
      });
    },
    async keepProblem(importId, problem, at) {
      await change(importId, at, {
        set: addProblems,
        condition: `${isProcessing} AND size(problems) = :zero`,
        values: { ...processing, ':problems': [problem], ':count': 1, ':zero': 0 },
      });
    },
    async fail(importId, problems, at) {
      await change(importId, at, {
        set: `#state = :failed, ${addProblems}`,
        condition: isGoingOn,
        values: { ...goingOn, ':failed': 'FAILED', ':problems': problems, ':count': problems.length },
      });
    },
    async cancel(importId, at) {
      const { job } = await change(importId, at, {
        set: '#state = :canceled',
        condition: isGoingOn,
        values: { ...goingOn, ':canceled': 'CANCELED' },
      });
      return job;
    },
    async close({ id, problems }, at) {
      await change(id, at, {
        set: '#state = :over',
        condition: isComplete,
        values: {
          ...processing,
          ':over': problems.length === 0 ? 'DONE' : 'FAILED',
          ':problems': problems.length,
        },
      });
    },
  };
};
