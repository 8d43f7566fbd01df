import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Subscription, SubscriptionProtocol, Topic } from 'aws-cdk-lib/aws-sns';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { StageSettings } from '../stages.ts';

/** Where every alarm of a stage goes; the stage's address is subscribed if it has one. */
export class AlarmTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, settings: StageSettings) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { displayName: 'Rota alarms', enforceSSL: true });
    // The policy that enforces TLS replaces the default one, which is what lets CloudWatch publish.
    const grant = this.topic.grantPublish(
      new ServicePrincipal('cloudwatch.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    grant.assertSuccess();
    if (settings.alarmEmail !== undefined) {
      new Subscription(this, 'Email', {
        topic: this.topic,
        protocol: SubscriptionProtocol.EMAIL,
        endpoint: settings.alarmEmail,
      });
    }
  }
}
