import { createHandler } from '../../functions/search/handler.ts';
import type { CrmRecord } from '../../lib/domain/record/record.ts';
import { batchPut } from '../../lib/store/batch.ts';
import { propertyCatalog } from '../../lib/store/directory/property-store.ts';
import { toRecordItem } from '../../lib/store/records/record-item.ts';
import { recordStore } from '../../lib/store/records/record-store.ts';
import { recordIndexes } from '../../lib/store/search/record-indexes.ts';
import type { TestDynamo } from './dynamo.ts';
import { call, type TestRequest } from './http-event.ts';

const route = 'POST /crm/v3/objects/{objectType}/search';
const scopes = ['contacts', 'companies', 'deals', 'tickets'].map((type) => `crm.objects.${type}.read`);

export type SearchAnswer = {
  total: number;
  results: { id: string; properties: Record<string, string | null> }[];
  paging?: { next: { after: string } };
};

/** The search over an emulator, as a client calls it. */
export const searchDesk = (dynamo: TestDynamo, { remainingMs = 10_000 } = {}) => {
  const { client, tables } = dynamo;
  const handler = createHandler({
    records: recordStore(client, tables),
    indexes: recordIndexes(client, tables.records),
    properties: propertyCatalog(client, tables.directory),
  });
  const ask = (objectType: string, body: unknown, request: TestRequest = {}) =>
    call(handler, route, { scopes, path: { objectType }, body, remainingMs, ...request });
  const search = async (objectType: string, body: unknown): Promise<SearchAnswer> => {
    const answer = await ask(objectType, body);
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    return answer.body as SearchAnswer;
  };
  return {
    ask,
    search,
    /** The ids of every match, page by page to the end. */
    async searchAll(objectType: string, body: object): Promise<string[]> {
      const ids: string[] = [];
      let after: string | undefined;
      do {
        const { results, paging } = await search(objectType, { ...body, after });
        ids.push(...results.map(({ id }) => id));
        after = paging?.next.after;
      } while (after !== undefined);
      return ids;
    },
    /** Keeps records without the keys of their unique properties. */
    keep: (records: readonly CrmRecord[]) => batchPut(client, tables.records, records.map(toRecordItem)),
  };
};
