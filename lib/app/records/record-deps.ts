import type { OwnerStore } from '../ports/directory.ts';
import type { PropertyCatalog } from '../ports/properties.ts';
import type { RecordStore } from '../ports/records.ts';

export type RecordDeps = {
  records: RecordStore;
  owners: Pick<OwnerStore, 'get' | 'findByEmail'>;
  properties: PropertyCatalog;
  now: () => string;
  newRecordId: () => string;
};
