import { randomUUID } from 'node:crypto';
import type { ObjectCreated } from '../emulators/s3-events.ts';

export interface NotificationRule {
  readonly bucket: string;
  readonly configurationId: string;
  /** `s3:ObjectCreated:*`, `s3:ObjectCreated:Put`. */
  readonly events: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
}

/** Whether the rule asks to hear of this object. */
export function ruleCovers(rule: NotificationRule, created: ObjectCreated): boolean {
  const name = `s3:ObjectCreated:${created.how}`;
  return (
    rule.bucket === created.bucket &&
    rule.events.some((event) => event === name || event === 's3:ObjectCreated:*') &&
    created.key.startsWith(rule.prefix) &&
    created.key.endsWith(rule.suffix)
  );
}

/** Keys in events are encoded as in a form: `+` for a space, slashes kept. */
export const encodeKey = (key: string): string =>
  encodeURIComponent(key)
    .replace(/[!'()]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')
    .replaceAll('%2F', '/');

let lastSequencer = 0;

/** Grows with every event, so that consumers can tell the order of two events of one key. */
function nextSequencer(): string {
  lastSequencer = Math.max(lastSequencer + 1, Date.now() * 1_000);
  return lastSequencer.toString(16).toUpperCase().padStart(18, '0');
}

/** The event of a notification, version 2.1. */
export function createS3Event(created: ObjectCreated, rule: NotificationRule, region: string): object {
  const principal = { principalId: 'local' };
  return {
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: region,
        eventTime: new Date().toISOString(),
        eventName: `ObjectCreated:${created.how}`,
        userIdentity: principal,
        requestParameters: { sourceIPAddress: '127.0.0.1' },
        responseElements: { 'x-amz-request-id': randomUUID(), 'x-amz-id-2': 'local' },
        s3: {
          s3SchemaVersion: '1.0',
          configurationId: rule.configurationId,
          bucket: { name: created.bucket, ownerIdentity: principal, arn: `arn:aws:s3:::${created.bucket}` },
          object: {
            key: encodeKey(created.key),
            size: created.size,
            eTag: created.eTag,
            sequencer: nextSequencer(),
          },
        },
      },
    ],
  };
}
