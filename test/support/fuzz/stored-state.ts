import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type AttributeValue, DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import type { LocalHost } from '../../../infra/local/host.ts';

/** What is stored: the contents of each table by its name, as a hash. */
export type StoredState = Readonly<Record<string, string>>;

/** The kept answers of requests with a key are no state of anything: a refusal is kept as well. */
const isState = (table: string): boolean => table !== 'Requests';

/** Fields of maps and members of sets come in any order, and not always in the same. */
const inOrder = (name: string, value: unknown): unknown => {
  if (Array.isArray(value)) return /^[SNB]S$/.test(name) ? value.toSorted() : value;
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
    : value;
};

const asText = (item: Record<string, AttributeValue>): string => JSON.stringify(item, inOrder);

export const storedStateOf = ({ region, credentials, endpoints, resources }: LocalHost) => {
  const client = new DynamoDBClient({ region, credentials, endpoint: endpoints.dynamodb });
  const hashOf = async (TableName: string): Promise<string> => {
    const items: string[] = [];
    for await (const { Items = [] } of paginateScan({ client }, { TableName, ConsistentRead: true })) {
      items.push(...Items.map(asText));
    }
    return createHash('sha256').update(items.toSorted().join('\n')).digest('hex');
  };
  const read = async (): Promise<StoredState> => {
    const tables = Object.entries(resources.tables).filter(([name]) => isState(name));
    return Object.fromEntries(
      await Promise.all(tables.map(async ([name, table]) => [name, await hashOf(table)] as const)),
    );
  };
  /** Waits until nothing has changed for a while: until what works in the background is done. */
  const settled = async (quietMs = 5_000): Promise<StoredState> => {
    let state = await read();
    for (let quietSince = Date.now(); Date.now() - quietSince < quietMs; ) {
      await delay(500);
      const now = await read();
      if (JSON.stringify(now) !== JSON.stringify(state)) quietSince = Date.now();
      state = now;
    }
    return state;
  };
  return { read, settled, close: () => client.destroy() };
};
