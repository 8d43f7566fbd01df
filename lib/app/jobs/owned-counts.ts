import type { ObjectType } from '../../domain/object-type.ts';
import type { OwnedRecords } from '../ports/owned-records.ts';

/** How many records somebody owns, of each type that was asked for. */
export type OwnedCounts = { total: number; objectTypes: Partial<Record<ObjectType, number>> };

/** Counts what an owner owns, as the index has it: it follows the records after a moment. */
export const countOwned = async (
  { owned }: { owned: Pick<OwnedRecords, 'count'> },
  ownerId: string,
  objectTypes: readonly ObjectType[],
): Promise<OwnedCounts> => {
  const counts = await Promise.all(
    objectTypes.map(async (type) => [type, await owned.count(ownerId, type)] as const),
  );
  return {
    total: counts.reduce((sum, [, count]) => sum + count, 0),
    objectTypes: Object.fromEntries(counts),
  };
};
