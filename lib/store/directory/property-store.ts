import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type {
  CreateResult,
  PropertyCatalog,
  PropertyLimits,
  PropertyStore,
} from '../../app/ports/properties.ts';
import type { ObjectType } from '../../domain/object-type.ts';
import { type CustomProperty, setWith } from '../../domain/record/custom-property.ts';
import type { Dynamo } from '../dynamo.ts';
import { queryAll } from '../query.ts';
import { held } from '../single-write.ts';
import { type TransactionItem, transact } from '../transaction.ts';
import { fromPropertyItem, propertyKind, toPropertyItem } from './property-item.ts';

const listAll = async (dynamo: Dynamo, table: string, objectType: ObjectType): Promise<CustomProperty[]> => {
  const items = await queryAll(dynamo, {
    TableName: table,
    ConsistentRead: true,
    KeyConditionExpression: 'kind = :kind',
    ExpressionAttributeValues: { ':kind': propertyKind(objectType) },
  });
  return items.map(fromPropertyItem);
};

/** The properties of object types, the account's own among them from the table Directory. Each is one query, which costs one read. */
export const propertyCatalog = (dynamo: Dynamo, table: string): PropertyCatalog => ({
  of: async (objectType) => setWith(objectType, await listAll(dynamo, table, objectType)),
});

/** How many properties there are stands beside them, so that two that are created at once do not exceed what is allowed. */
const countOne = (
  table: string,
  { objectType, unique }: CustomProperty,
  most: PropertyLimits,
): TransactionItem => ({
  Update: {
    TableName: table,
    Key: { kind: 'propertyCount', id: objectType },
    UpdateExpression: 'ADD properties :one, uniqueProperties :unique',
    ConditionExpression: [
      '(attribute_not_exists(properties) OR properties < :most)',
      ...(unique ? ['(attribute_not_exists(uniqueProperties) OR uniqueProperties < :mostUnique)'] : []),
    ].join(' AND '),
    ExpressionAttributeValues: {
      ':one': 1,
      ':unique': unique ? 1 : 0,
      ':most': most.properties,
      ...(unique ? { ':mostUnique': most.unique } : {}),
    },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});

/** The properties that an account has defined, in the table Directory: kind `property#contacts` and so on, by name. */
export const propertyStore = (dynamo: Dynamo, table: string): PropertyStore => ({
  ...propertyCatalog(dynamo, table),
  async get(objectType, name) {
    const { Item } = await dynamo.send(
      new GetCommand({
        TableName: table,
        Key: { kind: propertyKind(objectType), id: name },
        ConsistentRead: true,
      }),
    );
    return Item === undefined ? undefined : fromPropertyItem(Item);
  },
  list: (objectType) => listAll(dynamo, table, objectType),
  async create(property, limits): Promise<CreateResult> {
    const put: TransactionItem = {
      Put: {
        TableName: table,
        Item: toPropertyItem(property),
        ConditionExpression: 'attribute_not_exists(id)',
      },
    };
    const result = await transact(dynamo, [put, countOne(table, property, limits)]);
    if (result.committed) return 'CREATED';
    const [name, count] = result.verdicts;
    if (name?.verdict === 'condition') return 'NAME_TAKEN';
    if (count?.verdict !== 'condition') return 'CHANGED_MEANWHILE';
    return Number(count.existing?.['properties']) < limits.properties ? 'TOO_MANY_UNIQUE' : 'TOO_MANY';
  },
  replace: (before, after) =>
    held(
      dynamo.send(
        new PutCommand({
          TableName: table,
          Item: toPropertyItem(after),
          ConditionExpression: 'version = :version',
          ExpressionAttributeValues: { ':version': before.version },
        }),
      ),
    ),
});
