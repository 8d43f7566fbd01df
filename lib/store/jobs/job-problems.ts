import type { Page, PageRequest } from '../../app/ports/directory.ts';
import type { ListedProblem } from '../../app/ports/jobs.ts';
import type { ImportJob, ImportProblem } from '../../domain/import/import.ts';
import type { Dynamo } from '../dynamo.ts';
import { problemsFrom } from './row-problems.ts';

type Place = { chunk: number; n: number };

/** A place in the list of problems: the chunk, 0 for the file as a whole, and the number within it. */
const parsePlace = (after: string | undefined): Place => {
  const [chunk = 0, n = -1] = (after ?? '0.-1').split('.').map(Number);
  return { chunk, n };
};

const listed = (
  problems: readonly ImportProblem[],
  { chunk, n: first }: Place,
  at: string,
): ListedProblem[] => problems.map((problem, n) => ({ ...problem, id: `${chunk}.${first + n}`, at }));

const isBehind = ({ id }: ListedProblem, after: Place): boolean => {
  const { chunk, n } = parsePlace(id);
  return chunk > after.chunk || (chunk === after.chunk && n > after.n);
};

/** One page of an import's problems: those of the file, then those of its rows, chunk after chunk. */
export const listProblems = async (
  dynamo: Dynamo,
  table: string,
  { job, limit, after }: PageRequest & { job: ImportJob },
): Promise<Page<ListedProblem>> => {
  const from = parsePlace(after);
  const found = listed(job.problems, { chunk: 0, n: 0 }, job.updatedAt).filter((problem) =>
    isBehind(problem, from),
  );
  let counted = { chunk: 0, n: 0 };
  for await (const { chunk, at, problems } of problemsFrom(dynamo, table, {
    importId: job.id,
    from: from.chunk,
  })) {
    const place = counted.chunk === chunk ? counted : { chunk, n: 0 };
    found.push(...listed(problems, place, at).filter((problem) => isBehind(problem, from)));
    counted = { chunk, n: place.n + problems.length };
    if (found.length > limit) break;
  }
  const results = found.slice(0, limit);
  return { results, next: found.length > limit ? results.at(-1)?.id : undefined };
};
