import type { ChangeStore } from '../../lib/app/ports/changes.ts';
import { writeHistory } from '../../lib/app/record-history.ts';
import type { CrmRecord } from '../../lib/domain/record/record.ts';
import type { RecordWrite } from '../../lib/domain/record/unique-key.ts';
import { createStreamHandler, type StreamHandler } from '../../lib/events/dynamo-stream.ts';

export type RecordChangesDeps = {
  changes: Pick<ChangeStore, 'putAll'>;
  recordFromImage: (image: unknown) => CrmRecord;
};

export const createHandler = (deps: RecordChangesDeps): StreamHandler =>
  createStreamHandler(async (records) => {
    const writes = records.flatMap(({ dynamodb }): RecordWrite[] => {
      if (dynamodb?.NewImage === undefined) return [];
      const before = dynamodb.OldImage === undefined ? undefined : deps.recordFromImage(dynamodb.OldImage);
      return [{ before, after: deps.recordFromImage(dynamodb.NewImage) }];
    });
    await writeHistory(deps, writes);
  });
