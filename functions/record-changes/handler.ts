import type { ChangeStore } from '../../lib/app/ports/changes.ts';
import type { PropertyCatalog } from '../../lib/app/ports/properties.ts';
import { writeHistory } from '../../lib/app/record-history.ts';
import type { CrmRecord } from '../../lib/domain/record/record.ts';
import { createStreamHandler, type StreamHandler } from '../../lib/events/dynamo-stream.ts';
import { recordWrites } from '../../lib/events/record-writes.ts';

export type RecordChangesDeps = {
  changes: Pick<ChangeStore, 'putAll'>;
  properties: PropertyCatalog;
  recordFromImage: (image: unknown) => CrmRecord;
};

export const createHandler = (deps: RecordChangesDeps): StreamHandler =>
  createStreamHandler(async (records) => {
    await writeHistory(deps, recordWrites(records, deps.recordFromImage));
  });
