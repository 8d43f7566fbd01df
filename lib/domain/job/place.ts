import type { ObjectType } from '../object-type.ts';
import { shardCount } from '../shard.ts';
import type { HandoverJob, Place } from './job.ts';

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

/** An undo goes through the shards of the run's history once. */
export const undoRoad: Road = { passes: 1, partitions: shardCount };
