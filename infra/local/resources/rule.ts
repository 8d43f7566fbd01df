import * as z from 'zod/mini';
import { arn, ignored, physicalName, type ResourceType } from '../assembly/resource-type.ts';

const MINUTES = { minute: 1, hour: 60, day: 24 * 60 };

/** EventBridge, too, insists on `1 minute` and `2 minutes`. */
const RATE = /^rate\((?:(1) (minute|hour|day)|([2-9]|[1-9]\d+) (minute|hour|day)s)\)$/;

/** Timers of Node.js take up to 2^31 - 1 ms. */
const LONGEST_MINUTES = 24 * MINUTES.day;

function minutesOf(expression: string): number {
  const [, one, unit, many, units] = RATE.exec(expression) ?? [];
  return Number(one ?? many) * MINUTES[(unit ?? units) as keyof typeof MINUTES];
}

/** A schedule's period, in minutes. */
const rate = z.pipe(
  z.pipe(
    z
      .string('only rules with a schedule')
      .check(z.regex(RATE, 'only rates such as rate(1 minute) or rate(2 hours)')),
    z.transform(minutesOf),
  ),
  z.number().check(z.maximum(LONGEST_MINUTES, 'only rates of up to 24 days')),
);

const target = z.strictObject({
  Id: z.string(),
  Arn: z.string().check(z.regex(/^arn:aws:lambda:/, 'only functions')),
  RetryPolicy: ignored(
    'a function here takes every event; when it fails, its own asynchronous settings count',
  ),
  DeadLetterConfig: ignored('a function here takes every event'),
});

const properties = z.strictObject({
  Name: z.optional(z.string()),
  ScheduleExpression: rate,
  State: z._default(z.enum(['ENABLED', 'DISABLED']), 'ENABLED'),
  Targets: z._default(z.array(target), []),
  Description: ignored('text'),
  Tags: ignored('tags change nothing'),
});

export type RuleProperties = z.output<typeof properties>;

/** A rule with a schedule, on the default bus. No bus runs locally, so a rule with an event pattern is refused. */
export const rule: ResourceType<RuleProperties> = {
  type: 'AWS::Events::Rule',
  properties,
  identify: ({ raw, endpoints: _endpoints, ...location }) => {
    const name = physicalName(location, raw['Name'], 64);
    return { ref: name, attributes: { Arn: arn('events', location.stack, `rule/${name}`) } };
  },
};
