import type { ObjectType } from '../../domain/object-type.ts';
import type { CrmRecord, LastWrite } from '../../domain/record/record.ts';
import type { RecordWrite } from '../../domain/record/unique-key.ts';

/** Why one write of a commit could not be done. */
export type WriteFailure =
  | { reason: 'ID_TAKEN'; existing: CrmRecord | undefined }
  | { reason: 'KEY_TAKEN'; uniqueKey: string; recordId: string | undefined }
  | { reason: 'CHANGED_MEANWHILE' };

/** All writes were done, or none: then the failures say which could not be, by their place in the list. */
export type CommitResult = { committed: true } | { committed: false; failures: Map<number, WriteFailure> };

export type Assignment = {
  objectType: ObjectType;
  recordId: string;
  property: string;
  /** null clears the property. */
  ownerId: string | null;
  overwrite: boolean;
  write: LastWrite;
};

/** `version` is the record's as it is then. */
export type AssignmentResult =
  | { outcome: 'ASSIGNED' | 'CLEARED'; previousOwnerId: string | null; changeId: string; version: number }
  | { outcome: 'UNCHANGED' | 'SKIPPED_ALREADY_OWNED'; previousOwnerId: string | null; version: number }
  | { outcome: 'RECORD_NOT_FOUND' };

/**
 * What an assignment rests on, besides: the versions of which the record has one, any if not said; and that nobody has written it
 * since the time of the write (`unlessWritten`), for since then the write may have been made already, and have been followed by another.
 */
export type Fence = { versions?: readonly number[] | undefined; unlessWritten?: boolean | undefined };

/** The record is not as the assignment has it; nothing was written. */
export type Fenced =
  | { outcome: 'VERSION_MISMATCH'; version: number }
  | { outcome: 'WRITTEN_SINCE'; version: number };

export type RecordPage = { records: CrmRecord[]; next: string | undefined };

/** The records, whatever keeps them. Reads of single records see every write that was acknowledged before. */
export type RecordStore = {
  get(objectType: ObjectType, id: string): Promise<CrmRecord | undefined>;
  /** Those of the ids that exist, by id. */
  getMany(objectType: ObjectType, ids: readonly string[]): Promise<Map<string, CrmRecord>>;
  /** The records that have these unique keys, by key. */
  findIds(uniqueKeys: readonly string[]): Promise<Map<string, string>>;
  /** One page in the order of the ids, starting behind the id `after`. */
  list(
    objectType: ObjectType,
    page: { archived: boolean; limit: number; after?: string | undefined },
  ): Promise<RecordPage>;
  /** All of these writes or none, in one transaction, which holds at most 100 items: a record and each of its unique keys is one. */
  commit(writes: readonly RecordWrite[]): Promise<CommitResult>;
  /** As `assign`, if the record is as it has to be. */
  assignIf(assignment: Assignment, fence: Fence): Promise<AssignmentResult | Fenced>;
  /** Sets or clears an owner with one conditional write. */
  assign(assignment: Assignment): Promise<AssignmentResult>;
};
