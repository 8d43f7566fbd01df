import { SQSClient } from '@aws-sdk/client-sqs';
import { now } from '../../lib/runtime/clock.ts';
import { dynamoClient } from '../../lib/runtime/dynamo.ts';
import { environment } from '../../lib/runtime/environment.ts';
import { lookQueue } from '../../lib/runtime/look-queue.ts';
import { changeFromImage } from '../../lib/store/change-image.ts';
import { noticeStore } from '../../lib/store/notices/notice-store.ts';
import { createHandler } from './handler.ts';

const { NOTICES_TABLE, LOOK_QUEUE_URL } = environment('NOTICES_TABLE', 'LOOK_QUEUE_URL');

export const handler = createHandler({
  notices: noticeStore(dynamoClient(), NOTICES_TABLE),
  looks: lookQueue(new SQSClient({}), LOOK_QUEUE_URL),
  changeFromImage,
  now,
});
