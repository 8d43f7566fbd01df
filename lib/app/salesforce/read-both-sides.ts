import type { ObjectType } from '../../domain/object-type.ts';
import type { RecordStore } from '../ports/records.ts';
import type { SyncedOwners } from '../ports/salesforce.ts';
import type { BothSides } from './take-owner-change.ts';

export type ReadDeps = {
  records: Pick<RecordStore, 'getMany'>;
  synced: Pick<SyncedOwners, 'getMany'>;
};

type Place = { objectType: ObjectType; recordId: string };

/** Reads many records, and what is known of their owners on both sides, a hundred at a time. */
export const readBothSides = async (
  { records, synced }: ReadDeps,
  places: readonly Place[],
): Promise<(place: Place) => BothSides> => {
  const byType = Map.groupBy(places, ({ objectType }) => objectType);
  const read = new Map(
    await Promise.all(
      [...byType].map(async ([type, ofType]) => {
        const ids = ofType.map(({ recordId }) => recordId);
        return [
          type,
          { records: await records.getMany(type, ids), known: await synced.getMany(type, ids) },
        ] as const;
      }),
    ),
  );
  return ({ objectType, recordId }) => {
    const ofType = read.get(objectType);
    return { record: ofType?.records.get(recordId), known: ofType?.known.get(recordId) };
  };
};
