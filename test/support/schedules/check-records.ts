import { isDeepStrictEqual } from 'node:util';
import { ownerChanges } from '../../../lib/domain/change.ts';
import { propertySet } from '../../../lib/domain/record/property-set.ts';
import { ownerOf } from '../../../lib/domain/record/record.ts';
import { type Evidence, type Gift, giftsOf, type Write } from './evidence.ts';
import type { World } from './world.ts';

const gives = ({ before, after }: Write, { decision, ownerId }: Gift): boolean =>
  after.lastWrite.rotationId === decision.rotationId &&
  after.lastWrite.decisionId === decision.batchId &&
  before?.lastWrite.id !== after.lastWrite.id &&
  ownerOf(after) === ownerId;

/** The writes of one record: without a gap, each gift of a decision once, and no other gift. */
const checkRecord = (
  id: string,
  writes: readonly Write[],
  gifts: readonly Gift[],
  overwriting: ReadonlySet<string>,
): string[] => {
  const problems: string[] = [];
  for (const write of writes) {
    const { before, after } = write;
    if (after.version !== (before?.version ?? 0) + 1)
      problems.push(`Record ${id} goes from version ${before?.version} to ${after.version}.`);
    const { source } = after.lastWrite;
    const given = gifts.filter((gift) => gives(write, gift));
    for (const change of ownerChanges(before, after, propertySet(after.objectType))) {
      if (change.write.source === 'ROTATION' && given.length !== 1)
        problems.push(
          `Record ${id} goes to ${change.toOwnerId} by ${change.write.id}, which ${given.length} decisions say.`,
        );
      if (change.write.source !== 'ROTATION' && change.write.source !== 'API')
        problems.push(`Record ${id} goes to ${change.toOwnerId} by ${source}.`);
    }
    const owner = before === undefined ? null : ownerOf(before);
    if (owner !== null && given.some(({ decision }) => !overwriting.has(decision.rotationId)))
      problems.push(`Record ${id} is taken from ${owner} by ${after.lastWrite.id}.`);
    if (before?.archivedAt && given.length > 0) problems.push(`Record ${id} is given away in the archive.`);
  }
  for (const gift of gifts) {
    const times = writes.filter((write) => gives(write, gift)).length;
    if (times !== 1)
      problems.push(`Record ${id} went ${times} times to ${gift.ownerId} by ${gift.decision.batchId}.`);
  }
  return problems;
};

/** The records show what the decisions say, and their history what both say. */
export const checkRecords = ({ overwriting }: World, { rotations, records, writes }: Evidence): string[] => {
  const gifts = Map.groupBy(
    rotations.flatMap(({ decisions }) => decisions.flatMap(giftsOf)),
    ({ recordId }) => recordId,
  );
  return records.flatMap((record) => {
    const told = writes.get(record.id) ?? [];
    const last = told.at(-1)?.after;
    return [
      ...checkRecord(record.id, told, gifts.get(record.id) ?? [], overwriting),
      ...(isDeepStrictEqual(last, record) ? [] : [`Record ${record.id} is not as last told.`]),
    ];
  });
};
