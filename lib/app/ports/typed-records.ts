import type { ObjectType } from '../../domain/object-type.ts';
import type { Page, PageRequest } from './directory.ts';

/** Which records there are of a type. It follows the records after a moment, and names no archived ones. */
export type TypedRecords = {
  /** The ids in one shard, in their order. */
  page(of: { objectType: ObjectType; shard: number }, page: PageRequest): Promise<Page<string>>;
};
