import type { OwnerChange } from '../../domain/change.ts';
import type { CrmRecord } from '../../domain/record/record.ts';
import type { Page, PageRequest } from './directory.ts';

/** What a run changed, as the history tells it. It follows the records after a moment. */
export type RunHistory = {
  count(runId: string): Promise<number>;
  /** One shard of the run, oldest first; `after` is a change's id. */
  page(runId: string, shard: number, page: PageRequest): Promise<Page<OwnerChange>>;
  /** The whole run, oldest first; `after` is a change's id. */
  list(runId: string, page: PageRequest): Promise<Page<OwnerChange>>;
};

export type PropertyHistory = {
  /** The changes of one property that a run made and nobody has followed, newest first; none if the newest is another's. */
  lastOfRun(
    record: Pick<CrmRecord, 'objectType' | 'id'>,
    property: string,
    runId: string,
  ): Promise<OwnerChange[]>;
  /** The newest change of one property of a record. */
  newest(record: Pick<CrmRecord, 'objectType' | 'id'>, property: string): Promise<OwnerChange | undefined>;
};
