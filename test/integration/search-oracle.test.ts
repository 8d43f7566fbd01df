import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { searchRecords } from '../../lib/app/search/search-records.ts';
import { filterableProperties } from '../../lib/domain/filter/system-properties.ts';
import { mergeProperties } from '../../lib/domain/record/properties.ts';
import type { CrmRecord } from '../../lib/domain/record/record.ts';
import { batchPut } from '../../lib/store/batch.ts';
import { toRecordItem } from '../../lib/store/records/record-item.ts';
import { recordStore } from '../../lib/store/records/record-store.ts';
import { recordIndexes } from '../../lib/store/search/record-indexes.ts';
import { aRecord } from '../support/builders.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';
import { anyGroups, anyProperties, caseSet, caseTypes } from '../support/filter-cases.ts';
import { oracleMatches } from '../support/filter-oracle.ts';

let dynamo: TestDynamo;
let deals: CrmRecord[];

const asDeal = ({ hs_object_id: id, createdate, ...properties }: Record<string, string>): CrmRecord =>
  aRecord('deals', {
    // As writes leave it: nothing is kept empty.
    properties: mergeProperties({}, properties),
    ...(id ? { id } : {}),
    ...(createdate ? { createdAt: createdate } : {}),
  });

beforeAll(async () => {
  dynamo = await startDynamo();
  const drawn = fc.sample(anyProperties, 120).map(asDeal);
  deals = [...new Map(drawn.map((deal) => [deal.id, deal])).values()];
  await batchPut(dynamo.client, dynamo.tables.records, deals.map(toRecordItem));
});
afterAll(() => dynamo?.stop());

it('finds what the oracle finds among all records, however it is read', async () => {
  const deps = {
    records: recordStore(dynamo.client, dynamo.tables),
    indexes: recordIndexes(dynamo.client, dynamo.tables.records),
  };
  const matched = (groups: Parameters<typeof oracleMatches>[1]) =>
    deals
      .filter((deal) => oracleMatches(caseTypes, groups, filterableProperties(deal)))
      .map(({ id }) => id)
      .sort();
  await fc.assert(
    fc.asyncProperty(anyGroups, async (groups) => {
      fc.pre(groups.length > 0);
      const search = { objectType: 'deals', groups, limit: 200, offset: 0 } as const;
      const { records, total } = await searchRecords(deps, caseSet, search);
      expect(records.map(({ id }) => id)).toEqual(matched(groups));
      expect(total).toBe(records.length);
    }),
    { numRuns: 60 },
  );
});
