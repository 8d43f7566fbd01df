import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { SalesforceTopic } from '../app/ports/salesforce.ts';

const textAttribute = (value: string) => ({ DataType: 'String', StringValue: value });

/**
 * The FIFO topic of owner changes for Salesforce. The message group is the record, so that its changes arrive in their order; the
 * deduplication id is the change's, so that publishing it again within five minutes changes nothing.
 */
export const salesforceTopic = (sns: SNSClient, topicArn: string): SalesforceTopic => ({
  async publish(change) {
    const { objectType, recordId, changeId, source } = change;
    await sns.send(
      new PublishCommand({
        TopicArn: topicArn,
        Message: JSON.stringify(change),
        MessageGroupId: `${objectType}-${recordId}`,
        MessageDeduplicationId: changeId,
        MessageAttributes: { objectType: textAttribute(objectType), source: textAttribute(source) },
      }),
    );
  },
});
