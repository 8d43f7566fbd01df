import * as z from 'zod/mini';
import type { Actions } from './authority.ts';

const request = z.object({ Action: z.string(), TopicArn: z.optional(z.string()) });

const ON_ONE_TOPIC: Readonly<Record<string, string>> = {
  Publish: 'sns:Publish',
  PublishBatch: 'sns:Publish',
};

/**
 * What an operation of SNS does to which topic, of those that a function would ask for; undefined for any other.
 *
 * Source: "Actions, resources, and condition keys for Amazon SNS" in the service authorization reference.
 */
export function snsActions(body: unknown): Actions {
  const { Action = '', TopicArn } = request.safeParse(body).data ?? {};
  // Who it is may be asked by anyone.
  if (Action === 'GetCallerIdentity') return [];
  const action = ON_ONE_TOPIC[Action];
  return action === undefined || TopicArn === undefined ? undefined : [{ action, resource: TopicArn }];
}
