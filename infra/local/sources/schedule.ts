import { randomUUID } from 'node:crypto';
import type { AsyncInvoker } from './async-invoke.ts';
import type { EventSource } from './event-source.ts';

/** Where a schedule stands in the template. */
export interface ScheduledRule {
  readonly ruleArn: string;
  readonly account: string;
  readonly region: string;
}

export interface ScheduleOptions extends ScheduledRule {
  readonly periodMs: number;
  /** One for each target; closed with the schedule. */
  readonly invokers: readonly AsyncInvoker[];
  /** How often each event is handed to each target. */
  readonly deliveries: number;
}

/** A rule that fires at a rate, for the first time one period after its start. */
export function startSchedule({ periodMs, invokers, deliveries, ...rule }: ScheduleOptions): EventSource {
  const fire = () => {
    const event = createScheduledEvent(rule, new Date());
    for (const invoker of invokers) {
      for (let delivery = 0; delivery < deliveries; delivery += 1) invoker.invoke(event);
    }
  };
  const timer = setInterval(fire, periodMs);
  return {
    close: async () => {
      clearInterval(timer);
      await Promise.all(invokers.map((invoker) => invoker.close()));
    },
  };
}

/** The event of a schedule ("Scheduled Event" in the EventBridge reference): its time in whole seconds. */
export function createScheduledEvent({ ruleArn, account, region }: ScheduledRule, firedAt: Date): object {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account,
    time: firedAt.toISOString().replace(/\.\d+Z$/, 'Z'),
    region,
    resources: [ruleArn],
    detail: {},
  };
}
