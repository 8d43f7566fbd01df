import { type MessageAttributeValue, PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { NotificationTopic } from '../app/ports/notices.ts';
import type { Notification } from '../domain/notification/notification.ts';
import { notificationSubject, notificationText } from '../domain/notification/notification-text.ts';

const text = (value: string): MessageAttributeValue => ({ DataType: 'String', StringValue: value });

/** Eight: a queue that takes messages raw is given none that has more than ten. */
const attributesOf = (notification: Notification): Record<string, MessageAttributeValue> => ({
  notificationId: text(notification.id),
  ownerId: text(notification.ownerId),
  email: text(notification.email),
  objectType: text(notification.objectType),
  source: text(notification.source),
  runId: text(notification.runId),
  properties: { DataType: 'String.Array', StringValue: JSON.stringify(notification.properties) },
  count: { DataType: 'Number', StringValue: String(notification.count) },
});

/** The topic of notifications: JSON for programs, a text for who reads e-mails. */
export const notificationTopic = (sns: SNSClient, topicArn: string): NotificationTopic => ({
  async publish(notification) {
    const Message = JSON.stringify({
      default: JSON.stringify(notification),
      email: notificationText(notification),
    });
    await sns.send(
      new PublishCommand({
        TopicArn: topicArn,
        Subject: notificationSubject(notification),
        MessageStructure: 'json',
        Message,
        MessageAttributes: attributesOf(notification),
      }),
    );
  },
});
