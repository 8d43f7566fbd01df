import { styleText } from 'node:util';
import * as z from 'zod/mini';
import type { Publication } from './emulators/sns-publications.ts';

const notification = z.object({
  email: z.string(),
  source: z.string(),
  actor: z.string(),
  runId: z.string(),
});

/** A notification as one line; in bold where that can be seen. */
export function notificationLine({ subject = '', messages }: Publication): string {
  const { email, source, actor, runId } = notification.parse(JSON.parse(messages['default'] ?? ''));
  const what = styleText('bold', `Notification to ${email}: ${subject}`, { stream: process.stdout });
  return `${what} (${source} by ${actor}, run ${runId})`;
}
