import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { OwnerStore, SaveResult } from '../../app/ports/directory.ts';
import { objectTypes } from '../../domain/object-type.ts';
import { weekdays } from '../../domain/owner/local-time.ts';
import { type Owner, seats } from '../../domain/owner/owner.ts';
import type { Item } from '../batch.ts';
import type { Dynamo } from '../dynamo.ts';
import { queryAll, queryPage } from '../query.ts';
import { type TransactionItem, type TransactionResult, transact } from '../transaction.ts';

const availabilityOfItem = z.object({
  timeZone: z.string(),
  workingHours: z.nullable(
    z.array(z.object({ days: z.array(z.enum(weekdays)), from: z.string(), until: z.string() })),
  ),
  outOfOffice: z.array(z.object({ from: z.string(), until: z.string() })),
});

/** Owners that were written before there was an availability have none. */
const ownerItem = z.object({
  id: z.string(),
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  seat: z.enum(seats),
  primaryTeamId: z.nullable(z.string()),
  secondaryTeamIds: z.array(z.string()),
  objectAccess: z.array(z.enum(objectTypes)),
  salesforceUserId: z.nullable(z.string()),
  availability: z._default(z.nullable(availabilityOfItem), null),
  active: z.boolean(),
  version: z.number(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

/** The kind under which owners are kept, and the kind that keeps each e-mail address to one of them. */
export const ownerKind = 'owner';
const emailKind = 'ownerEmail';

export const fromOwnerItem = (item: Item): Owner => z.parse(ownerItem, item);

const claimEmail = (table: string, owner: Owner): TransactionItem => ({
  Put: {
    TableName: table,
    Item: { kind: emailKind, id: owner.email, ownerId: owner.id },
    ConditionExpression: 'attribute_not_exists(id)',
  },
});

const releaseEmail = (table: string, owner: Owner): TransactionItem => ({
  Delete: { TableName: table, Key: { kind: emailKind, id: owner.email } },
});

/** Reads which of the two conditions failed: the owner's own comes first, the e-mail's second. */
const saveResultOf = (result: TransactionResult, whenFirstFails: SaveResult): SaveResult => {
  if (result.committed) return 'SAVED';
  const [own, email] = result.verdicts;
  if (own?.verdict === 'condition') return whenFirstFails;
  return email?.verdict === 'condition' ? 'EMAIL_TAKEN' : 'CHANGED_MEANWHILE';
};

/** The owners in the table Directory: kind `owner` by id, and kind `ownerEmail` so that an address occurs once. */
export const ownerStore = (dynamo: Dynamo, table: string): OwnerStore => {
  const getItem = async (kind: string, id: string): Promise<Item | undefined> => {
    const { Item } = await dynamo.send(
      new GetCommand({ TableName: table, Key: { kind, id }, ConsistentRead: true }),
    );
    return Item;
  };
  const get = async (id: string): Promise<Owner | undefined> => {
    const item = await getItem(ownerKind, id);
    return item === undefined ? undefined : fromOwnerItem(item);
  };
  return {
    get,
    async findByEmail(email) {
      const claim = await getItem(emailKind, email.toLowerCase());
      return typeof claim?.['ownerId'] === 'string' ? get(claim['ownerId']) : undefined;
    },
    async all() {
      const items = await queryAll(dynamo, {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'kind = :kind',
        ExpressionAttributeValues: { ':kind': ownerKind },
      });
      return items.map(fromOwnerItem);
    },
    async list(page) {
      const { items, next } = await queryPage(dynamo, {
        ...page,
        table,
        partition: { name: 'kind', value: ownerKind },
        sort: { name: 'id' },
      });
      return { results: items.map(fromOwnerItem), next };
    },
    async create(owner) {
      const put: TransactionItem = {
        Put: {
          TableName: table,
          Item: { kind: ownerKind, ...owner },
          ConditionExpression: 'attribute_not_exists(id)',
        },
      };
      return saveResultOf(await transact(dynamo, [put, claimEmail(table, owner)]), 'ID_TAKEN');
    },
    async replace(before, after) {
      const put: TransactionItem = {
        Put: {
          TableName: table,
          Item: { kind: ownerKind, ...after },
          ConditionExpression: 'version = :version',
          ExpressionAttributeValues: { ':version': before.version },
        },
      };
      const emails =
        before.email === after.email ? [] : [claimEmail(table, after), releaseEmail(table, before)];
      return saveResultOf(await transact(dynamo, [put, ...emails]), 'CHANGED_MEANWHILE');
    },
  };
};
