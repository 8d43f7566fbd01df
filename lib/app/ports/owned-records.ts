import type { ObjectType } from '../../domain/object-type.ts';
import type { Page, PageRequest } from './directory.ts';

/** One partition of the index of records by owner. */
export type OwnerShard = { ownerId: string; objectType: ObjectType; shard: number };

/** Who owns what. It follows the records after a moment, and names no archived ones. */
export type OwnedRecords = {
  count(ownerId: string, objectType: ObjectType): Promise<number>;
  /** The ids in one shard, in their order. */
  page(shard: OwnerShard, page: PageRequest): Promise<Page<string>>;
};
