import type { Entry } from '../../domain/notification/gain.ts';
import type { Look } from '../../domain/notification/look.ts';
import type { Notice } from '../../domain/notification/notice.ts';
import type { Notification } from '../../domain/notification/notification.ts';

/** What is to be told, until it is told. Reads see every write that was acknowledged before. */
export type NoticeStore = {
  get(id: string): Promise<Notice | undefined>;
  /**
   * Adds an entry and moves its notice on, both or neither. `KNOWN`: exactly these gains have been noted before. `CHANGED_MEANWHILE`: the
   * notice is not as it was read.
   */
  note(
    before: Notice | undefined,
    after: Notice,
    entry: Entry,
  ): Promise<'NOTED' | 'KNOWN' | 'CHANGED_MEANWHILE'>;
  /** False if the notice is not as it was read. */
  replace(before: Notice, after: Notice): Promise<boolean>;
  entries(notice: Notice): Promise<Entry[]>;
};

/** The way to whoever looks at a notice a moment later. */
export type LookQueue = {
  /** @param inSeconds the queue's own delay if not given */
  send(look: Look & { noticeId: string }, inSeconds?: number): Promise<void>;
};

export type RunStates = {
  /** Whether this is a job or an import that goes on, or what one makes a workflow do; false for whatever else has this id. */
  isRunning(runId: string): Promise<boolean>;
};

/** Where notifications go. */
export type NotificationTopic = { publish(notification: Notification): Promise<void> };
