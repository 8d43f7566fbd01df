import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Schedule as Rate, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as FunctionTarget } from 'aws-cdk-lib/aws-events-targets';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { ServiceFunction } from './service-function.ts';

export interface ScheduleProps {
  /** Must look for its work by itself: what a failed run left undone is found by the next. */
  readonly target: ServiceFunction;
  readonly alarmTopic: ITopic;
  readonly meaningOfFailure: string;
}

/** Also how long EventBridge and Lambda go on trying to start a run: then the next one is due. */
const PERIOD = Duration.minutes(1);

const FAILED_MINUTES = 5;

/**
 * Invokes a function every minute, at times twice. A run that fails is not tried again, because the next one is as
 * good, and leaves no dead letter, because its event says nothing.
 *
 * The alarm rises after five minutes in each of which a run failed or there was none at all. So it also notices a
 * schedule that is switched off or may not call its function; and when it is new it rises until the first run.
 */
export class Schedule extends Construct {
  constructor(scope: Construct, id: string, props: ScheduleProps) {
    super(scope, id);
    const { lambda } = props.target;
    lambda.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: PERIOD });
    new Rule(this, 'Rule', {
      schedule: Rate.rate(PERIOD),
      targets: [new FunctionTarget(lambda, { maxEventAge: PERIOD })],
    });
    new Alarm(this, 'Alarm', {
      alarmDescription: props.meaningOfFailure,
      metric: lambda.metricErrors({ period: PERIOD, statistic: 'Sum' }),
      threshold: 1,
      evaluationPeriods: FAILED_MINUTES,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING,
    }).addAlarmAction(new SnsAction(props.alarmTopic));
  }
}
