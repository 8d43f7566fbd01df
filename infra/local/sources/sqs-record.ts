import type { ReceivedMessage } from '../emulators/queues.ts';

/** A message as the event source mapping hands it to a function. */
export function createSqsRecord(message: ReceivedMessage, queueArn: string): object {
  return {
    messageId: message.messageId,
    receiptHandle: message.receiptHandle,
    body: message.body,
    attributes: message.attributes,
    messageAttributes: Object.fromEntries(
      Object.entries(message.messageAttributes).map(([name, attribute]) => [
        name,
        {
          stringValue: attribute.StringValue,
          binaryValue: attribute.BinaryValue,
          stringListValues: [],
          binaryListValues: [],
          dataType: attribute.DataType,
        },
      ]),
    ),
    md5OfBody: message.md5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: queueArn.split(':')[3],
  };
}

/** The record as filter patterns see it: a body that is JSON can be looked into. */
export function filterableSqsRecord(message: ReceivedMessage, queueArn: string): object {
  const record = createSqsRecord(message, queueArn);
  try {
    return { ...record, body: JSON.parse(message.body) };
  } catch {
    return record;
  }
}
