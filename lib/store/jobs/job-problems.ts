import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Page, PageRequest } from '../../app/ports/directory.ts';
import type { ListedProblem } from '../../app/ports/jobs.ts';
import type { ImportJob, ImportProblem } from '../../domain/import/import.ts';
import type { Dynamo } from '../dynamo.ts';
import { chunkKey, fromMarkerItem, lastChunk, type MarkerOrPart } from './marker-item.ts';

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

/**
 * Numbers the problems of chunks as their items come: the marker, then its parts. Parts that no marker names are left over from
 * an attempt that was cut short.
 */
const startListing = (): ((item: MarkerOrPart) => ListedProblem[]) => {
  let marker = { chunk: 0, at: '', parts: undefined as string | undefined };
  let n = 0;
  return (item) => {
    if (item.kind === 'marker') {
      marker = item;
      n = 0;
    } else if (item.chunk !== marker.chunk || item.partOf !== marker.parts) return [];
    const found = listed(item.problems, { chunk: item.chunk, n }, marker.at);
    n += found.length;
    return found;
  };
};

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
  const list = startListing();
  let start: QueryCommandInput['ExclusiveStartKey'];
  do {
    const page = await dynamo.send(
      new QueryCommand({
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'jobId = :jobId AND #item BETWEEN :from AND :to',
        FilterExpression: 'attribute_exists(problems)',
        ExpressionAttributeNames: { '#item': 'item' },
        ExpressionAttributeValues: {
          ':jobId': job.id,
          ':from': chunkKey(job.id, from.chunk).item,
          ':to': chunkKey(job.id, lastChunk).item,
        },
        ExclusiveStartKey: start,
      }),
    );
    for (const item of (page.Items ?? []).map(fromMarkerItem)) {
      found.push(...list(item).filter((problem) => isBehind(problem, from)));
    }
    start = page.LastEvaluatedKey;
  } while (start !== undefined && found.length <= limit);
  const results = found.slice(0, limit);
  return { results, next: found.length > limit ? results.at(-1)?.id : undefined };
};
