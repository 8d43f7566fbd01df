import type { OwnerChange } from '../../domain/change.ts';
import type { ObjectType } from '../../domain/object-type.ts';
import type { Page, PageRequest } from './directory.ts';

/** The ownership history. */
export type ChangeStore = {
  /** Writing the same change again changes nothing. */
  putAll(changes: readonly OwnerChange[]): Promise<void>;
  get(objectType: ObjectType, recordId: string, changeId: string): Promise<OwnerChange | undefined>;
  /** Newest first. */
  list(objectType: ObjectType, recordId: string, page: PageRequest): Promise<Page<OwnerChange>>;
};
