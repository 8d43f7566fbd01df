import { Schedule as Rate, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as FunctionTarget } from 'aws-cdk-lib/aws-events-targets';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Duration, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { functionProps, output } from './parts.ts';

/** Schedules that no test lives to see, unless it makes the minutes shorter. */
export class FixtureSchedules extends Stack {
  constructor(scope: Construct, id: string, code: string) {
    super(scope, id);
    const ticking = new LambdaFunction(this, 'Ticking', functionProps(code, 'schedule'));
    new Rule(this, 'EveryTwoHours', {
      schedule: Rate.rate(Duration.hours(2)),
      targets: [new FunctionTarget(ticking)],
    });

    const idle = new LambdaFunction(this, 'Idle', functionProps(code, 'schedule'));
    new Rule(this, 'SwitchedOff', {
      schedule: Rate.rate(Duration.minutes(1)),
      targets: [new FunctionTarget(idle)],
      enabled: false,
    });

    const failures = new Queue(this, 'ScheduleFailures');
    const undelivered = new Queue(this, 'Undelivered');
    const failing = new LambdaFunction(this, 'Failing', {
      ...functionProps(code, 'schedule'),
      retryAttempts: 1,
      onFailure: new SqsDestination(failures),
    });
    const target = { retryAttempts: 7, maxEventAge: Duration.hours(1), deadLetterQueue: undelivered };
    new Rule(this, 'BrokenOnceADay', {
      schedule: Rate.rate(Duration.days(1)),
      targets: [new FunctionTarget(failing, target)],
    });
    output(this, 'ScheduleFailuresUrl', failures.queueUrl);
  }
}
