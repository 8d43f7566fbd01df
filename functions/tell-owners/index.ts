import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { now } from '../../lib/runtime/clock.ts';
import { dynamoClient } from '../../lib/runtime/dynamo.ts';
import { environment } from '../../lib/runtime/environment.ts';
import { lookQueue } from '../../lib/runtime/look-queue.ts';
import { notificationTopic } from '../../lib/runtime/notification-topic.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { runStates } from '../../lib/store/jobs/run-states.ts';
import { noticeStore } from '../../lib/store/notices/notice-store.ts';
import { recordReader } from '../../lib/store/records/record-store.ts';
import { createHandler } from './handler.ts';

const { NOTICES_TABLE, LOOK_QUEUE_URL, NOTIFICATION_TOPIC_ARN, DIRECTORY_TABLE, RECORDS_TABLE, JOBS_TABLE } =
  environment(
    'NOTICES_TABLE',
    'LOOK_QUEUE_URL',
    'NOTIFICATION_TOPIC_ARN',
    'DIRECTORY_TABLE',
    'RECORDS_TABLE',
    'JOBS_TABLE',
  );
const dynamo = dynamoClient();

export const handler = createHandler({
  notices: noticeStore(dynamo, NOTICES_TABLE),
  looks: lookQueue(new SQSClient({}), LOOK_QUEUE_URL),
  runs: runStates(dynamo, JOBS_TABLE),
  owners: ownerStore(dynamo, DIRECTORY_TABLE),
  records: recordReader(dynamo, RECORDS_TABLE),
  topic: notificationTopic(new SNSClient({}), NOTIFICATION_TOPIC_ARN),
  now,
});
