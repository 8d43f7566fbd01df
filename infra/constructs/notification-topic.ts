import { Alias } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { StageSettings } from '../stages.ts';
import type { Resource } from './resource.ts';

/**
 * Where owners' notifications go. Who wants them subscribes, with a filter on the message attributes; the subscriptions are why it is kept
 * as tables are.
 *
 * The key is the one that AWS keeps for SNS in each account: whoever may publish may use it, and subscribers need not know of it.
 */
export class NotificationTopic extends Construct {
  readonly topic: Topic;
  readonly resource: Resource<'sns'>;

  constructor(scope: Construct, id: string, settings: StageSettings) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', {
      displayName: 'Rota',
      enforceSSL: true,
      masterKey: Alias.fromAliasName(this, 'Key', 'alias/aws/sns'),
    });
    this.topic.applyRemovalPolicy(settings.removalPolicy);
    this.resource = {
      service: 'sns',
      arn: this.topic.topicArn,
      variable: { name: 'NOTIFICATION_TOPIC_ARN', value: this.topic.topicArn },
    };
  }
}
