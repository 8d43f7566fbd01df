import type { OwnerStore } from '../ports/directory.ts';
import type { RecordStore } from '../ports/records.ts';

export type RecordDeps = {
  records: RecordStore;
  owners: Pick<OwnerStore, 'get' | 'findByEmail'>;
  now: () => string;
  newRecordId: () => string;
};
