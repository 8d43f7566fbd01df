import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { DecisionBasis, RotationLedger } from '../../app/ports/rotations.ts';
import { batchGet, type Item } from '../batch.ts';
import { fromSettingsItem, settingsKey } from '../directory/settings-store.ts';
import type { Dynamo } from '../dynamo.ts';
import { queryAll, queryPage } from '../query.ts';
import { transact } from '../transaction.ts';
import { commitDecision } from './decision-commit.ts';
import { fromDecisionItem } from './decision-item.ts';
import { heldStore } from './held-store.ts';
import { realignmentWrites } from './realignment.ts';
import { fromRotationItem } from './rotation-item.ts';
import {
  alignmentPrefix,
  decisionKey,
  decisionPrefix,
  type RotationKey,
  rotationKind,
  standingsKey,
} from './rotation-keys.ts';
import type { RotationTables } from './rotation-opening.ts';
import { fromAlignmentItem, fromStandingsItem } from './standings-item.ts';

/** The table of jobs is for those who have decisions made as part of a job. */
export type LedgerTables = RotationTables & { records: string; jobs?: string };

const optional = <T>(item: Item | undefined, from: (item: Item) => T): T | undefined =>
  item === undefined ? undefined : from(item);

type LedgerReader = Pick<RotationLedger, 'standings' | 'realign' | 'decision' | 'decisions' | 'alignments'>;

/** The standings, as they are and as changes of members move them, and the log of what moved them. */
export const ledgerReader = (dynamo: Dynamo, table: string): LedgerReader => {
  const getItem = async (key: RotationKey): Promise<Item | undefined> => {
    const { Item } = await dynamo.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }));
    return Item;
  };
  return {
    standings: async (rotationId) => optional(await getItem(standingsKey(rotationId)), fromStandingsItem),
    async realign(realignment) {
      return (await transact(dynamo, realignmentWrites(table, realignment))).committed;
    },
    decision: async (rotationId, batchId) =>
      optional(await getItem(decisionKey(rotationId, batchId)), fromDecisionItem),
    async decisions(rotationId, { limit, after }) {
      const { items, next } = await queryPage(dynamo, {
        table,
        partition: { name: 'rotationId', value: rotationId },
        sort: { name: 'item', prefix: decisionPrefix },
        newestFirst: true,
        limit,
        after: after === undefined ? undefined : decisionKey(rotationId, after).item,
      });
      return { results: items.map(fromDecisionItem), next: next?.slice(decisionPrefix.length) };
    },
    async alignments(rotationId) {
      const items = await queryAll(dynamo, {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'rotationId = :rotationId AND begins_with(#item, :prefix)',
        ExpressionAttributeNames: { '#item': 'item' },
        ExpressionAttributeValues: { ':rotationId': rotationId, ':prefix': alignmentPrefix },
      });
      return items.map(fromAlignmentItem);
    },
  };
};

/**
 * A batch read is no snapshot, so the standings are read first. A change of the rotation moves them too: if one comes in between,
 * the commit fails on their version, and no decision rests on newer standings than its rotation.
 */
const readBasis = async (
  dynamo: Dynamo,
  tables: LedgerTables,
  rotationId: string,
  batchId: string,
): Promise<DecisionBasis> => {
  const read = async (table: string, keys: Record<string, string>[]): Promise<Item[]> =>
    (await batchGet(dynamo, new Map([[table, keys]]))).get(table) ?? [];
  const ledger = await read(tables.rotations, [standingsKey(rotationId), decisionKey(rotationId, batchId)]);
  const directory = await read(tables.directory, [{ kind: rotationKind, id: rotationId }, settingsKey]);
  const { item: standings } = standingsKey(rotationId);
  return {
    rotation: optional(
      directory.find(({ kind }) => kind === rotationKind),
      fromRotationItem,
    ),
    settings: fromSettingsItem(directory.find(({ kind }) => kind === settingsKey.kind)),
    standings: optional(
      ledger.find(({ item }) => item === standings),
      fromStandingsItem,
    ),
    decision: optional(
      ledger.find(({ item }) => item !== standings),
      fromDecisionItem,
    ),
  };
};

/** The standings and decisions in the table Rotations, read and written. */
export const rotationLedger = (dynamo: Dynamo, tables: LedgerTables): RotationLedger => ({
  ...ledgerReader(dynamo, tables.rotations),
  ...heldStore(dynamo, tables.rotations),
  basisOf: (rotationId, batchId) => readBasis(dynamo, tables, rotationId, batchId),
  commit: (commit) => commitDecision(dynamo, tables, commit),
});
