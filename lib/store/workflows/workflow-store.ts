import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { WorkflowStore } from '../../app/ports/workflows.ts';
import type { Workflow } from '../../domain/workflow/workflow.ts';
import type { Dynamo } from '../dynamo.ts';
import { queryAll, queryPage } from '../query.ts';
import { type TransactionItem, transact } from '../transaction.ts';
import {
  fromWorkflowItem,
  toVersionItem,
  toWorkflowItem,
  versionKey,
  workflowKind,
} from './workflow-item.ts';

type Key = { kind: string; id: string };

const asRead = ({ version }: Workflow) => ({
  ConditionExpression: 'version = :version',
  ExpressionAttributeValues: { ':version': version },
});

const keepVersion = (table: string, workflow: Workflow): TransactionItem => ({
  Put: { TableName: table, Item: toVersionItem(workflow) },
});

/** What keeps a new workflow, if its id is not taken. */
export const newWorkflowWrites = (table: string, workflow: Workflow): TransactionItem[] => [
  {
    Put: {
      TableName: table,
      Item: toWorkflowItem(workflow),
      ConditionExpression: 'attribute_not_exists(id)',
    },
  },
  keepVersion(table, workflow),
];

/**
 * The workflows in the table Directory: kind `workflow` as they are now, and kind `workflowVersion` as they were in each version. A
 * version never changes, so that a record goes on in the workflow that it enrolled in.
 */
export const workflowStore = (dynamo: Dynamo, table: string): WorkflowStore => {
  const read = async (Key: Key): Promise<Workflow | undefined> => {
    const { Item } = await dynamo.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    return Item === undefined ? undefined : fromWorkflowItem(Item);
  };
  return {
    get: (id) => read({ kind: workflowKind, id }),
    version: (id, version) => read(versionKey(id, version)),
    async list(page) {
      const { items, next } = await queryPage(dynamo, {
        ...page,
        table,
        partition: { name: 'kind', value: workflowKind },
        sort: { name: 'id' },
      });
      return { results: items.map(fromWorkflowItem), next };
    },
    async all() {
      const items = await queryAll(dynamo, {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'kind = :kind',
        ExpressionAttributeValues: { ':kind': workflowKind },
      });
      return items.map(fromWorkflowItem);
    },
    async create(workflow) {
      return (await transact(dynamo, newWorkflowWrites(table, workflow))).committed;
    },
    async replace(before, after) {
      const Key = { kind: workflowKind, id: before.id };
      const write: TransactionItem =
        after.deletedAt === null
          ? { Put: { TableName: table, Item: toWorkflowItem(after), ...asRead(before) } }
          : { Delete: { TableName: table, Key, ...asRead(before) } };
      return (await transact(dynamo, [write, keepVersion(table, after)])).committed;
    },
  };
};
