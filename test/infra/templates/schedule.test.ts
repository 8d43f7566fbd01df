import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { App, Stack } from 'aws-cdk-lib/core';
import { inject, test } from 'vitest';
import { Schedule } from '../../../infra/constructs/schedule.ts';
import { ServiceFunction } from '../../../infra/constructs/service-function.ts';
import { stages } from '../../../infra/stages.ts';

const scratch = () => mkdtempSync(join(inject('scratch'), 'schedule-'));
const directory = scratch();
writeFileSync(join(directory, 'index.cjs'), 'exports.handler = async () => undefined;');

const stack = new Stack(new App({ outdir: scratch() }), 'shop');
const target = new ServiceFunction(stack, 'Sweep', {
  settings: stages.local,
  directory,
  description: 'Sweeps.',
  timeoutSeconds: 50,
  memoryMiB: 256,
});
const alarmTopic = new Topic(stack, 'Topic');
new Schedule(stack, 'EveryMinute', { target, alarmTopic, meaningOfFailure: 'Nobody sweeps.' });
const template = Template.fromStack(stack);

const sweep = Match.stringLikeRegexp('^SweepFunction');
const sweepArn = { 'Fn::GetAtt': [sweep, 'Arn'] };

test('the function is invoked every minute, and not for a minute that is over', () => {
  template.hasResourceProperties('AWS::Events::Rule', {
    ScheduleExpression: 'rate(1 minute)',
    State: 'ENABLED',
    EventPattern: Match.absent(),
    Targets: [{ Arn: sweepArn, Id: 'Target0', RetryPolicy: { MaximumEventAgeInSeconds: 60 } }],
  });
});

test('a run that failed is left to the next one', () => {
  template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
    FunctionName: { Ref: sweep },
    MaximumRetryAttempts: 0,
    MaximumEventAgeInSeconds: 60,
  });
});

test('EventBridge may call the function for this rule only', () => {
  template.resourceCountIs('AWS::Lambda::Permission', 1);
  template.hasResourceProperties('AWS::Lambda::Permission', {
    Action: 'lambda:InvokeFunction',
    FunctionName: sweepArn,
    Principal: 'events.amazonaws.com',
    SourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^EveryMinuteRule'), 'Arn'] },
  });
});

test('five minutes without a good run raise an alarm, which says what that means', () => {
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    Namespace: 'AWS/Lambda',
    MetricName: 'Errors',
    Dimensions: [{ Name: 'FunctionName', Value: { Ref: sweep } }],
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 5,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'breaching',
    AlarmActions: [{ Ref: Match.stringLikeRegexp('^Topic') }],
    AlarmDescription: 'Nobody sweeps.',
  });
});
