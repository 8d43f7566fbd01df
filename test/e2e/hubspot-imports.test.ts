import { randomUUID } from 'node:crypto';
import type { Client } from '@hubspot/api-client';
import { FilterOperatorEnum } from '@hubspot/api-client/lib/codegen/crm/contacts/index.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { hubspotClient } from '../support/hubspot-client.ts';
import { anOwner, eventually, freshEmail } from '../support/rota.ts';

let client: Client;
beforeAll(async () => {
  client = await hubspotClient();
});

type Mapping = { columnName: string; propertyName?: string; columnType?: string };

/** What HubSpot's documentation has a program send: the file, and the JSON about it. */
const startImport = (content: string, columnMappings: readonly Mapping[], mode = 'UPSERT') => {
  const name = `${randomUUID()}.csv`;
  const request = {
    name,
    importOperations: { '0-1': mode },
    dateFormat: 'DAY_MONTH_YEAR',
    files: [
      {
        fileName: name,
        fileFormat: 'CSV',
        fileImportPage: {
          hasHeader: true,
          columnMappings: columnMappings.map((mapping) => ({ columnObjectTypeId: '0-1', ...mapping })),
        },
      },
    ],
  };
  return client.crm.imports.coreApi.create({ data: Buffer.from(content), name }, JSON.stringify(request));
};

const over = (id: string) =>
  eventually(
    () => client.crm.imports.coreApi.getById(Number(id)),
    ({ state }) => ['DONE', 'FAILED', 'CANCELED'].includes(state),
  );

const contactBy = async (email: string) => {
  const filter = { propertyName: 'email', operator: FilterOperatorEnum.Eq, value: email };
  const { results } = await client.crm.contacts.searchApi.doSearch({
    filterGroups: [{ filters: [filter] }],
    properties: ['firstname', 'hubspot_owner_id', 'city'],
  });
  return results[0]?.properties;
};

describe('HubSpot’s client imports a file', () => {
  it('whose columns it maps, waits for it and reads what was wrong', async () => {
    const [ownerEmail, one, two] = [freshEmail(), freshEmail(), freshEmail()];
    const owner = await anOwner({ email: ownerEmail });
    const started = await startImport(
      [
        'Mail;Called;Looked after by;Ignored',
        `${one};Ada;${ownerEmail};Bern`,
        `${two};Grace;nobody@example.com;Rome`,
        'no address;Eve;;',
      ].join('\n'),
      [
        { columnName: 'Mail', propertyName: 'email', columnType: 'HUBSPOT_ALTERNATE_ID' },
        { columnName: 'Called', propertyName: 'firstname' },
        { columnName: 'Looked after by', propertyName: 'hubspot_owner_id' },
      ],
    );
    expect(started.createdAt).toBeInstanceOf(Date);
    const done = await over(started.id);
    expect(done).toMatchObject({
      state: 'DONE',
      importSource: 'API',
      mappedObjectTypeIds: ['0-1'],
      metadata: { counters: { TOTAL_ROWS: 3, CREATED_OBJECTS: 2, FAILED_ROWS: 1, ERRORS: 2 } },
    });
    expect(await contactBy(one)).toMatchObject({ firstname: 'Ada', hubspot_owner_id: owner, city: null });
    expect(await contactBy(two)).toMatchObject({ firstname: 'Grace', hubspot_owner_id: null });

    const errorsApi = client.crm.imports.publicImportsApi;
    const first = await errorsApi.getErrors(Number(started.id), undefined, 1);
    expect(first.results).toMatchObject([
      {
        errorType: 'COULD_NOT_FIND_OWNER',
        invalidValue: 'nobody@example.com',
        sourceData: { lineNumber: 3 },
      },
    ]);
    const second = await errorsApi.getErrors(Number(started.id), first.paging?.next?.after, 1);
    expect(second.results).toMatchObject([{ errorType: 'INVALID_EMAIL', sourceData: { lineNumber: 4 } }]);
    expect(second.paging?.next?.after).toBeUndefined();
  });

  it('that changes records by their ids, and is in the list', async () => {
    const email = freshEmail();
    const { id } = await client.crm.contacts.basicApi.create({ properties: { email }, associations: [] });
    const started = await startImport(
      `Id,Town\n${id},Zürich\n`,
      [
        { columnName: 'Id', columnType: 'HUBSPOT_OBJECT_ID' },
        { columnName: 'Town', propertyName: 'city' },
      ],
      'UPDATE',
    );
    expect(await over(started.id)).toMatchObject({
      state: 'DONE',
      metadata: { counters: { UPDATED_OBJECTS: 1, CREATED_OBJECTS: 0 } },
    });
    expect(await contactBy(email)).toMatchObject({ city: 'Zürich' });
    const { results } = await client.crm.imports.coreApi.getPage(undefined, undefined, 100);
    expect(results.find((each) => each.id === started.id)).toMatchObject({ state: 'DONE' });
  });

  it('and stops it', async () => {
    const rows = Array.from({ length: 5_000 }, (_, row) => `${row}.${randomUUID()}@example.com\n`);
    const { id } = await startImport(`Email\n${rows.join('')}`, [
      { columnName: 'Email', propertyName: 'email' },
    ]);
    const canceled = await client.crm.imports.coreApi.cancel(Number(id));
    expect(canceled).toMatchObject({ status: 'COMPLETE' });
    expect(canceled.completedAt).toBeInstanceOf(Date);
    const { state, metadata } = await over(id);
    expect(state).toBe('CANCELED');
    expect(metadata.counters['CREATED_OBJECTS']).toBeLessThan(rows.length);
  });

  it('and hears what is wrong with what it asks', async () => {
    await expect(
      startImport('Email\n', [{ columnName: 'Email', propertyName: 'shoe_size' }]),
    ).rejects.toMatchObject({ code: 400, body: { category: 'VALIDATION_ERROR' } });
    await expect(client.crm.imports.coreApi.getById(404)).rejects.toMatchObject({
      code: 404,
      body: { category: 'OBJECT_NOT_FOUND' },
    });
  });
});
