import type { ObjectType } from '../../domain/object-type.ts';
import type { CrmRecord } from '../../domain/record/record.ts';
import type { IndexList } from '../../domain/search/plan.ts';

/** A record as the index of its type has it, with those of its properties that were asked for. */
export type IndexedRecord = Pick<CrmRecord, 'id' | 'properties' | 'createdAt' | 'updatedAt'>;

/** What the indexes list: live records only, after a moment in which an index follows its table. */
export type RecordIndexes = {
  /** The first ids of a list, in their order. */
  firstIds(list: IndexList, count: number): Promise<string[]>;
  /** How many records a list holds; those beyond `most` are not counted. */
  count(list: IndexList, most: number): Promise<number>;
  /**
   * Every record of a type, shard by shard, all at a time, each shard in the order of its ids.
   *
   * @param names the properties to read
   * @param visit looks at records of one shard in their order; false if it needs no further ones of this shard
   */
  readType(
    objectType: ObjectType,
    names: readonly string[],
    visit: (records: readonly IndexedRecord[]) => boolean,
  ): Promise<void>;
};
