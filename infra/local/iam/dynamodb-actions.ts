import * as z from 'zod/mini';
import type { Actions, Place } from './authority.ts';
import type { ResourceAction } from './policy.ts';

const named = z.object({ TableName: z.string() });
const tableNames = z.object({ RequestItems: z.record(z.string(), z.unknown()) });
const transaction = z.object({ TransactItems: z.array(z.record(z.string(), named)) });
const queried = z.object({ TableName: z.string(), IndexName: z.optional(z.string()) });

/** The parts of a transaction, by the action that each is. */
const PARTS: Readonly<Record<string, string>> = {
  Get: 'dynamodb:GetItem',
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
  Delete: 'dynamodb:DeleteItem',
  ConditionCheck: 'dynamodb:ConditionCheckItem',
};

const ON_ONE_TABLE = new Set(['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'DescribeTable']);

/**
 * What an operation of DynamoDB does to which table or index. A transaction needs the right to each of its parts, a batch
 * the right to batches; a query of an index asks for the index alone. Undefined for an operation that is not modelled. A
 * body that the service would refuse does nothing.
 *
 * Source: "Actions, resources, and condition keys for Amazon DynamoDB" in the service authorization reference.
 */
export function dynamodbActions(operation: string, body: unknown, place: Place): Actions {
  const action = `dynamodb:${operation}`;
  if (ON_ONE_TABLE.has(operation)) {
    return read(named, body, ({ TableName }) => [{ action, resource: tableArn(TableName, place) }]);
  }
  switch (operation) {
    case 'Query':
    case 'Scan':
      return read(queried, body, ({ TableName, IndexName }) => {
        const index = IndexName === undefined ? '' : `/index/${IndexName}`;
        return [{ action, resource: `${tableArn(TableName, place)}${index}` }];
      });
    case 'BatchGetItem':
    case 'BatchWriteItem':
      return read(tableNames, body, ({ RequestItems }) =>
        Object.keys(RequestItems).map((table) => ({ action, resource: tableArn(table, place) })),
      );
    case 'TransactGetItems':
    case 'TransactWriteItems':
      return read(transaction, body, ({ TransactItems }) =>
        TransactItems.flatMap(Object.entries<z.output<typeof named>>).map(([part, { TableName }]) => ({
          action: PARTS[part] ?? `dynamodb:${part}`,
          resource: tableArn(TableName, place),
        })),
      );
    default:
      return;
  }
}

function read<Body>(
  schema: z.ZodMiniType<Body>,
  body: unknown,
  actionsOf: (body: Body) => ResourceAction[],
): ResourceAction[] {
  const parsed = schema.safeParse(body);
  return parsed.success ? actionsOf(parsed.data) : [];
}

/** A request names a table by its name or its ARN. */
const tableArn = (name: string, { region, account }: Place): string =>
  name.startsWith('arn:') ? name : `arn:aws:dynamodb:${region}:${account}:table/${name}`;
