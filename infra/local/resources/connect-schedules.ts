import type { Assembly } from '../assembly/assembly.ts';
import { resourcesOf } from '../assembly/resource-type.ts';
import { getAttOf } from '../assembly/stack.ts';
import type { EventSource } from '../sources/event-source.ts';
import { startSchedule } from '../sources/schedule.ts';
import type { InvokerFor } from './async-invokers.ts';
import type { Functions } from './create-functions.ts';
import { rule } from './rule.ts';

export interface ScheduleConnections {
  readonly assembly: Assembly;
  readonly functions: Functions;
  readonly invokerFor: InvokerFor;
  readonly deliveries: number;
  readonly minuteMs: number;
}

/** What starts the schedules of the assembly; throws when one of them has a target that is no function of it. */
export function connectSchedules(connections: ScheduleConnections): (() => EventSource)[] {
  const { assembly, functions, invokerFor, deliveries, minuteMs } = connections;
  return resourcesOf(assembly, rule)
    .filter(({ properties }) => properties.State === 'ENABLED')
    .map((resource) => {
      const { stack, properties } = resource;
      const options = {
        ruleArn: getAttOf(resource, 'Arn'),
        account: stack.account,
        region: stack.region,
        periodMs: properties.ScheduleExpression * minuteMs,
        invokers: properties.Targets.map(({ Arn }) => invokerFor(functions.find(Arn))),
        deliveries,
      };
      return () => startSchedule(options);
    });
}
