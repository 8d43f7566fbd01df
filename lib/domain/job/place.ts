import type { ObjectType } from '../object-type.ts';
import { shardCount } from '../shard.ts';
import type { AssignJob } from './assign-job.ts';
import type { HandoverJob, Place, UndoJob } from './job.ts';

/** What a job goes through: so many partitions, so many times. */
export type Road = { passes: number; partitions: number };

/** The beginning of the next partition, or of the next pass; undefined behind the last. */
export const nextPartition = ({ pass, partition }: Place, road: Road): Place | undefined => {
  if (partition + 1 < road.partitions) return { pass, partition: partition + 1, after: null };
  return pass < road.passes ? { pass: pass + 1, partition: 0, after: null } : undefined;
};

/**
 * A handover goes through every shard of each object type, twice: the index follows the records after a moment, and the
 * leaver may be given records behind the job's back, so the first look alone could leave some with them.
 */
export const handoverRoad = ({ objectTypes }: Pick<HandoverJob, 'objectTypes'>): Road => ({
  passes: 2,
  partitions: objectTypes.length * shardCount,
});

/** The object type and the shard that a partition of a handover is. */
export const shardAt = (
  { objectTypes }: Pick<HandoverJob, 'objectTypes'>,
  { partition }: Place,
): { objectType: ObjectType; shard: number } => {
  const objectType = objectTypes[Math.floor(partition / shardCount)];
  if (objectType === undefined) throw new RangeError(`There is no partition ${partition}.`);
  return { objectType, shard: partition % shardCount };
};

/** What an undo has before the shards of the history: the records that an import created, if they are to be archived. */
const partitionsBefore = ({ ofImport }: Pick<UndoJob, 'ofImport'>): number =>
  ofImport === null || ofImport.created === null ? 0 : 1;

/** An undo goes through the shards of the run's history once. */
export const undoRoad = (undo: Pick<UndoJob, 'ofImport'>): Road => ({
  passes: 1,
  partitions: partitionsBefore(undo) + shardCount,
});

/** The shard of the history that a partition of an undo is; undefined if it is the records that the import created. */
export const historyShardAt = (undo: Pick<UndoJob, 'ofImport'>, { partition }: Place): number | undefined => {
  const shard = partition - partitionsBefore(undo);
  return shard < 0 ? undefined : shard;
};

/** To find out which records match filters, an assignment first goes through the shards of the type. */
export const typeRoad: Road = { passes: 1, partitions: shardCount };

/** An assignment goes through the pages of its ids once. */
export const assignRoad = ({ pages }: Pick<AssignJob, 'pages'>): Road => ({ passes: 1, partitions: pages });

/** How many of the ids of its present page an assignment has done already. */
export const doneOfPage = ({ after }: Place): number => Number(after ?? 0);
