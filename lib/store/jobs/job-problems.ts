import type { Page, PageRequest } from '../../app/ports/directory.ts';
import type { ListedProblem } from '../../app/ports/jobs.ts';
import type { ImportJob, ImportProblem } from '../../domain/import/import.ts';
import { type PartPosition, partPosition } from '../../domain/page-position.ts';
import type { Dynamo } from '../dynamo.ts';
import { problemsFrom } from './row-problems.ts';

/** A problem's position in the list: the chunk is the part, 0 for the file as a whole. */
const listed = (
  problems: readonly ImportProblem[],
  { part, n: first }: PartPosition,
  at: string,
): ListedProblem[] => problems.map((problem, n) => ({ ...problem, id: `${part}.${first + n}`, at }));

const isBehind = ({ id }: ListedProblem, after: PartPosition): boolean => {
  const { part, n } = partPosition(id);
  return part > after.part || (part === after.part && n > after.n);
};

/** One page of an import's problems: those of the file, then those of its rows, chunk after chunk. */
export const listProblems = async (
  dynamo: Dynamo,
  table: string,
  { job, limit, after }: PageRequest & { job: ImportJob },
): Promise<Page<ListedProblem>> => {
  const from = partPosition(after);
  const found = listed(job.problems, { part: 0, n: 0 }, job.updatedAt).filter((problem) =>
    isBehind(problem, from),
  );
  let counted: PartPosition = { part: 0, n: 0 };
  for await (const { chunk, at, problems } of problemsFrom(dynamo, table, {
    importId: job.id,
    from: from.part,
  })) {
    const place = counted.part === chunk ? counted : { part: chunk, n: 0 };
    found.push(...listed(problems, place, at).filter((problem) => isBehind(problem, from)));
    counted = { part: chunk, n: place.n + problems.length };
    if (found.length > limit) break;
  }
  const results = found.slice(0, limit);
  return { results, next: found.length > limit ? results.at(-1)?.id : undefined };
};
