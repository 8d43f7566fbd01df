import { Alias } from 'aws-cdk-lib/aws-kms';
import { FifoThroughputScope, Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { StageSettings } from '../stages.ts';
import type { Resource } from './resource.ts';

/**
 * Where changes of owners go that Salesforce is to hear of: in order for each record, so queues subscribe to it. It is kept as tables
 * are, because of its subscriptions. The key is the one that AWS keeps for SNS in each account.
 */
export class SalesforceTopic extends Construct {
  readonly topic: Topic;
  readonly resource: Resource<'sns'>;

  constructor(scope: Construct, id: string, settings: StageSettings) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', {
      displayName: 'Rota owner changes for Salesforce',
      enforceSSL: true,
      fifo: true,
      // Else the limit of the topic, 300 messages a second, would be that of a large import.
      fifoThroughputScope: FifoThroughputScope.MESSAGE_GROUP,
      masterKey: Alias.fromAliasName(this, 'Key', 'alias/aws/sns'),
    });
    this.topic.applyRemovalPolicy(settings.removalPolicy);
    this.resource = {
      service: 'sns',
      arn: this.topic.topicArn,
      variable: { name: 'SALESFORCE_TOPIC_ARN', value: this.topic.topicArn },
    };
  }
}
