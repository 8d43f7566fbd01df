import { createHash } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { NoticeStore } from '../../app/ports/notices.ts';
import type { Gain } from '../../domain/notification/gain.ts';
import type { Notice } from '../../domain/notification/notice.ts';
import type { Dynamo } from '../dynamo.ts';
import { queryAll } from '../query.ts';
import { writeOnceFree } from '../single-write.ts';
import { transact } from '../transaction.ts';
import {
  entryPrefix,
  fromEntryItem,
  fromNoticeItem,
  noticeKey,
  toEntryItem,
  toNoticeItem,
} from './notice-item.ts';

const nameOf = (gains: readonly Gain[]): string =>
  createHash('sha256')
    .update(gains.map(({ changeId }) => changeId).join())
    .digest('hex')
    .slice(0, 32);

const asItWasRead = (before: Notice | undefined) =>
  before === undefined
    ? { ConditionExpression: 'attribute_not_exists(noticeId)' }
    : {
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: { ':version': before.version },
      };

/** The table Notices: one item per notice, and one per entry of it, both forgotten after a week. */
export const noticeStore = (dynamo: Dynamo, table: string): NoticeStore => ({
  async get(id) {
    const { Item } = await dynamo.send(
      new GetCommand({ TableName: table, Key: noticeKey(id), ConsistentRead: true }),
    );
    return Item === undefined ? undefined : fromNoticeItem(Item);
  },
  async note(before, after, entry) {
    const result = await transact(dynamo, [
      { Put: { TableName: table, Item: toNoticeItem(after), ...asItWasRead(before) } },
      {
        Put: {
          TableName: table,
          Item: toEntryItem(after, entry, nameOf(entry.gains)),
          ConditionExpression: 'attribute_not_exists(noticeId)',
        },
      },
    ]);
    if (result.committed) return 'NOTED';
    return result.verdicts[1]?.verdict === 'condition' ? 'KNOWN' : 'CHANGED_MEANWHILE';
  },
  async replace(before, after) {
    try {
      await writeOnceFree(() =>
        dynamo.send(new PutCommand({ TableName: table, Item: toNoticeItem(after), ...asItWasRead(before) })),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  },
  async entries({ id, createdAt }) {
    const items = await queryAll(dynamo, {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'noticeId = :id AND begins_with(#item, :entry)',
      ExpressionAttributeNames: { '#item': 'item' },
      ExpressionAttributeValues: { ':id': id, ':entry': entryPrefix },
    });
    return items.filter((item) => item['of'] === createdAt).map(fromEntryItem);
  },
});
