import { createHash } from 'node:crypto';
import type { Gain, Occasion } from '../../domain/notification/gain.ts';

const digest = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);

/** The notice of an occasion, whoever meets with it. */
export const noticeIdOf = ({ runId, ownerId, objectType, source, actor }: Occasion): string =>
  digest(runId, ownerId, objectType, source, actor);

/** Who tells the same gains again, tells them under the same id. */
export const notificationIdOf = (noticeId: string, first: Gain): string => digest(noticeId, first.changeId);
