import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { TeamStore } from '../../app/ports/directory.ts';
import type { Team } from '../../domain/owner/owner.ts';
import type { Item } from '../batch.ts';
import type { Dynamo } from '../dynamo.ts';
import { queryPage } from '../query.ts';
import { held } from '../single-write.ts';

const teamItem = z.object({ id: z.string(), name: z.string(), createdAt: z.string(), updatedAt: z.string() });
const teamKind = 'team';

const fromTeamItem = (item: Item): Team => z.parse(teamItem, item);

/** The teams in the table Directory, kind `team`. */
export const teamStore = (dynamo: Dynamo, table: string): TeamStore => {
  const put = (team: Team, condition: string): Promise<boolean> =>
    held(
      dynamo.send(
        new PutCommand({
          TableName: table,
          Item: { kind: teamKind, ...team },
          ConditionExpression: condition,
        }),
      ),
    );
  return {
    async get(id) {
      const { Item } = await dynamo.send(
        new GetCommand({ TableName: table, Key: { kind: teamKind, id }, ConsistentRead: true }),
      );
      return Item === undefined ? undefined : fromTeamItem(Item);
    },
    async list(page) {
      const { items, next } = await queryPage(dynamo, {
        ...page,
        table,
        partition: { name: 'kind', value: teamKind },
        sort: { name: 'id' },
      });
      return { results: items.map(fromTeamItem), next };
    },
    create: (team) => put(team, 'attribute_not_exists(id)'),
    replace: (team) => put(team, 'attribute_exists(id)'),
    delete: (id) =>
      held(
        dynamo.send(
          new DeleteCommand({
            TableName: table,
            Key: { kind: teamKind, id },
            ConditionExpression: 'attribute_exists(id)',
          }),
        ),
      ),
  };
};
