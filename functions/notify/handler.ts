import { type NoteDeps, noteGains } from '../../lib/app/notify/note-gains.ts';
import type { OwnerChange } from '../../lib/domain/change.ts';
import { createStreamHandler, type StreamHandler } from '../../lib/events/dynamo-stream.ts';
import { ownerChanges } from '../../lib/events/owner-changes.ts';

export type NotifyDeps = NoteDeps & { changeFromImage: (image: unknown) => OwnerChange };

export const createHandler = (deps: NotifyDeps): StreamHandler =>
  createStreamHandler(async (records) => {
    await noteGains(deps, ownerChanges(records, deps.changeFromImage));
  });
