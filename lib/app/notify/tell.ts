import { newestOf, untoldGains } from '../../domain/notification/gain.ts';
import type { Notice } from '../../domain/notification/notice.ts';
import { composeNotification, recordsToName } from '../../domain/notification/notification.ts';
import { isToldOf } from '../../domain/owner/notifications.ts';
import { log } from '../../log.ts';
import type { OwnerStore } from '../ports/directory.ts';
import type { NoticeStore, NotificationTopic } from '../ports/notices.ts';
import type { RecordStore } from '../ports/records.ts';
import { notificationIdOf } from './ids.ts';

export type TellDeps = {
  notices: Pick<NoticeStore, 'entries'>;
  owners: Pick<OwnerStore, 'get'>;
  records: Pick<RecordStore, 'getMany'>;
  topic: NotificationTopic;
};

/** Tells an owner of the entries up to `upTo` that are not told yet, unless they are not to hear of it. */
export const tell = async (deps: TellDeps, notice: Notice, { upTo }: { upTo: number }): Promise<void> => {
  const owner = await deps.owners.get(notice.ownerId);
  if (owner === undefined || !isToldOf(owner, notice)) return;
  const entries = await deps.notices.entries(notice);
  const part = { told: notice.told, upTo };
  const gains = untoldGains(entries, part);
  const [first] = gains;
  if (first === undefined) return;
  const at = newestOf(entries, part);
  const records = await deps.records.getMany(notice.objectType, recordsToName(gains));
  const id = notificationIdOf(notice.id, first);
  const notification = composeNotification({ id, occasion: notice, owner, at, gains, records });
  await deps.topic.publish(notification);
  const { ownerId, source, runId, count } = notification;
  log.info('owner notified', { notificationId: id, ownerId, source, runId, count });
};
