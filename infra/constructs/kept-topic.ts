import { Alias } from 'aws-cdk-lib/aws-kms';
import { FifoThroughputScope, Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { StageSettings } from '../stages.ts';
import type { Resource } from './resource.ts';

export interface KeptTopicProps {
  readonly settings: StageSettings;
  /** The environment variable that gives a function the topic's ARN. */
  readonly variable: string;
  readonly displayName: string;
  /** Whether messages of one group stay in their order; then only queues can subscribe. */
  readonly inOrder?: boolean;
}

/**
 * A topic to which others subscribe; their subscriptions are why it is kept as tables are.
 *
 * The key is the one that AWS keeps for SNS in each account: whoever may publish may use it, and subscribers need not know of it.
 */
export class KeptTopic extends Construct {
  readonly topic: Topic;
  readonly resource: Resource<'sns'>;

  constructor(
    scope: Construct,
    id: string,
    { settings, variable, displayName, inOrder = false }: KeptTopicProps,
  ) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', {
      displayName,
      enforceSSL: true,
      // Else the limit of the topic, 300 messages a second, would be that of a large import.
      ...(inOrder ? { fifo: true, fifoThroughputScope: FifoThroughputScope.MESSAGE_GROUP } : {}),
      masterKey: Alias.fromAliasName(this, 'Key', 'alias/aws/sns'),
    });
    this.topic.applyRemovalPolicy(settings.removalPolicy);
    this.resource = {
      service: 'sns',
      arn: this.topic.topicArn,
      variable: { name: variable, value: this.topic.topicArn },
    };
  }
}
