import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { OwnerStore, SaveResult } from '../../app/ports/directory.ts';
import { objectTypes } from '../../domain/object-type.ts';
import { weekdays } from '../../domain/owner/local-time.ts';
import { everythingTold, toldSources } from '../../domain/owner/notifications.ts';
import { type Owner, seats } from '../../domain/owner/owner.ts';
import { canonicalSalesforceId } from '../../domain/salesforce/user-id.ts';
import type { Item } from '../batch.ts';
import type { Dynamo } from '../dynamo.ts';
import { queryAll, queryPage } from '../query.ts';
import { type TransactionItem, type TransactionResult, transact } from '../transaction.ts';
import { type ClaimKind, claimsOf, type OwnerStep } from './owner-claims.ts';

type OwnerPut = NonNullable<TransactionItem['Put']>;

const availabilityOfItem = z.object({
  timeZone: z.string(),
  workingHours: z.nullable(
    z.array(z.object({ days: z.array(z.enum(weekdays)), from: z.string(), until: z.string() })),
  ),
  outOfOffice: z.array(z.object({ from: z.string(), until: z.string() })),
});

/** Owners that were written before there was an availability have none; before there were notifications, all are wanted. */
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
  notifications: z._default(z.object({ off: z.array(z.enum(toldSources)) }), everythingTold),
  active: z.boolean(),
  version: z.number(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

/** The kind under which owners are kept. */
export const ownerKind = 'owner';

const fromOwnerItem = (item: Item): Owner => z.parse(ownerItem, item);

/** Reads what became of a save: the first of its items whose condition did not hold says why. */
const saveResultOf = (result: TransactionResult, steps: readonly OwnerStep[]): SaveResult => {
  if (result.committed) return 'SAVED';
  const failed = result.verdicts.findIndex(({ verdict }) => verdict === 'condition');
  return steps[failed]?.whenItFails ?? 'CHANGED_MEANWHILE';
};

/** The owners in the table Directory: kind `owner` by id, and a kind for each thing that no two of them may have. */
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
  const findByClaim = async (kind: ClaimKind, id: string): Promise<Owner | undefined> => {
    const claim = await getItem(kind, id);
    return typeof claim?.['ownerId'] === 'string' ? get(claim['ownerId']) : undefined;
  };
  const save = async (
    owner: Owner,
    before: Owner | undefined,
    own: Pick<OwnerPut, 'ConditionExpression' | 'ExpressionAttributeValues'>,
  ): Promise<SaveResult> => {
    const put = { TableName: table, Item: { kind: ownerKind, ...owner }, ...own };
    const steps: OwnerStep[] = [
      { item: { Put: put }, whenItFails: before === undefined ? 'ID_TAKEN' : 'CHANGED_MEANWHILE' },
      ...claimsOf(table, before, owner),
    ];
    const result = await transact(
      dynamo,
      steps.map(({ item }) => item),
    );
    return saveResultOf(result, steps);
  };
  return {
    get,
    findByEmail: (email) => findByClaim('ownerEmail', email.toLowerCase()),
    findBySalesforceUser: (id) => findByClaim('ownerSalesforceUser', canonicalSalesforceId(id)),
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
    create: (owner) => save(owner, undefined, { ConditionExpression: 'attribute_not_exists(id)' }),
    replace: (before, after) =>
      save(after, before, {
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: { ':version': before.version },
      }),
  };
};
