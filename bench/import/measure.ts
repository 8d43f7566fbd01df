import { sum } from '../rotation/tally.ts';
import type { Edition } from './contacts-file.ts';
import type { Contender } from './contender.ts';
import type { MemoryWatch } from './peak-memory.ts';

/** What was measured of one import; requests and units are per row. */
export type Figures = {
  rows: number;
  seconds: number;
  rowsPerSecond: number;
  requests: number;
  dynamoRequests: number;
  writeUnits: number;
  writeUnitsByTable: Record<string, number>;
  indexWriteUnits: number;
  readUnits: number;
};

/** How often the contenders take turns on the machine. */
const rounds = 5;

const figuresOf = ({ rows, usage }: Contender, seconds: number): Figures => {
  const { dynamo, bucketRequests, queueRequests } = usage();
  const units = Object.entries(dynamo.writeUnits);
  return {
    rows,
    seconds,
    rowsPerSecond: rows / seconds,
    requests: (dynamo.requests + bucketRequests + queueRequests) / rows,
    dynamoRequests: dynamo.requests / rows,
    writeUnits: sum(dynamo.writeUnits) / rows,
    writeUnitsByTable: Object.fromEntries(units.map(([table, count]) => [table, count / rows])),
    indexWriteUnits: dynamo.indexWriteUnits / rows,
    readUnits: dynamo.readUnits / rows,
  };
};

/**
 * Lets the contenders import one edition in slices, one after the other and in reverse order every other round, so that what else
 * the machine does befalls them alike.
 *
 * @param memory watches while the first of them works
 * @throws Error if one has not done its work: then its figures would mean nothing
 */
export const measure = async (
  contenders: readonly Contender[],
  edition: Edition,
  { memory, onRound }: { memory: MemoryWatch; onRound: (share: number) => void },
): Promise<Figures[]> => {
  const seconds = contenders.map(() => 0);
  const timed = async (place: number, work: () => Promise<void>): Promise<void> => {
    const began = performance.now();
    await (place === 0 ? memory.during(work) : work());
    seconds[place] = (seconds[place] ?? 0) + (performance.now() - began) / 1_000;
  };
  for (const [place, { begin }] of contenders.entries()) await timed(place, () => begin(edition));
  for (let round = 1; round <= rounds; round++) {
    const inTurn = [...contenders.entries()];
    if (round % 2 === 0) inTurn.reverse();
    for (const [place, { advance }] of inTurn) await timed(place, () => advance(round / rounds));
    onRound(round / rounds);
  }
  for (const contender of contenders) await contender.check(edition);
  return contenders.map((contender, place) => figuresOf(contender, seconds[place] ?? 0));
};
