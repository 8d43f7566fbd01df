import { type NoteDeps, noteGains } from '../../lib/app/notify/note-gains.ts';
import type { OwnerChange } from '../../lib/domain/change.ts';
import { createStreamHandler, type StreamHandler } from '../../lib/events/dynamo-stream.ts';

export type NotifyDeps = NoteDeps & { changeFromImage: (image: unknown) => OwnerChange };

export const createHandler = (deps: NotifyDeps): StreamHandler =>
  createStreamHandler(async (records) => {
    const changes = records.flatMap(({ dynamodb }) =>
      dynamodb?.NewImage === undefined ? [] : [deps.changeFromImage(dynamodb.NewImage)],
    );
    await noteGains(deps, changes);
  });
