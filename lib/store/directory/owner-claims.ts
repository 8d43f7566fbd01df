import type { SaveResult } from '../../app/ports/directory.ts';
import type { Owner } from '../../domain/owner/owner.ts';
import { canonicalSalesforceId } from '../../domain/salesforce/user-id.ts';
import type { TransactionItem } from '../transaction.ts';

/** What of an owner no other may have, kept under a kind of its own so that it leads to the owner. */
const uniques = [
  {
    kind: 'ownerEmail',
    of: ({ email }: Owner): string | null => email,
    taken: 'EMAIL_TAKEN',
  },
  {
    kind: 'ownerSalesforceUser',
    of: ({ salesforceUserId }: Owner): string | null =>
      salesforceUserId === null ? null : canonicalSalesforceId(salesforceUserId),
    taken: 'SALESFORCE_USER_TAKEN',
  },
] as const satisfies { kind: string; of: (owner: Owner) => string | null; taken: SaveResult }[];

type Unique = (typeof uniques)[number];

export type ClaimKind = Unique['kind'];

/** An item of the transaction that saves an owner, and what it means if its condition does not hold. */
export type OwnerStep = { item: TransactionItem; whenItFails: SaveResult };

/** Holds as long as nobody else has it, so that whoever was saved before it was claimed claims it with the next change. */
const freeOrOwn = {
  ConditionExpression: 'attribute_not_exists(id) OR ownerId = :owner',
} as const;

const claim = (table: string, { kind, taken }: Unique, id: string, owner: Owner): OwnerStep => ({
  item: {
    Put: {
      TableName: table,
      Item: { kind, id, ownerId: owner.id },
      ...freeOrOwn,
      ExpressionAttributeValues: { ':owner': owner.id },
    },
  },
  whenItFails: taken,
});

const release = (table: string, { kind }: Unique, id: string, owner: Owner): OwnerStep => ({
  item: {
    Delete: {
      TableName: table,
      Key: { kind, id },
      ...freeOrOwn,
      ExpressionAttributeValues: { ':owner': owner.id },
    },
  },
  whenItFails: 'CHANGED_MEANWHILE',
});

/** What saving an owner claims for them, and what it frees that they had before. */
export const claimsOf = (table: string, before: Owner | undefined, after: Owner): OwnerStep[] =>
  uniques.flatMap((unique) => {
    const had = before === undefined ? null : unique.of(before);
    const has = unique.of(after);
    return [
      ...(has === null ? [] : [claim(table, unique, has, after)]),
      ...(had === null || had === has ? [] : [release(table, unique, had, after)]),
    ];
  });
