import { describe, expect, it } from 'vitest';
import { wishInForm } from '../../../functions/imports/import-request.ts';
import { Invalid } from '../../../lib/domain/errors.ts';

const mapping = (columnName: string, propertyName: string | null, more: object = {}) => ({
  columnObjectTypeId: '0-1',
  columnName,
  propertyName,
  ...more,
});

/** A request as HubSpot's guide has it. */
const request = (fields: object = {}, mappings: object[] = [mapping('Mail', 'email')]) => ({
  name: 'May people',
  importOperations: { '0-1': 'UPSERT' },
  dateFormat: 'YEAR_MONTH_DAY',
  files: [
    {
      fileName: 'people.csv',
      fileFormat: 'CSV',
      fileImportPage: { hasHeader: true, columnMappings: mappings },
    },
  ],
  ...fields,
});

const form = (importRequest: unknown = request(), files = 1): FormData => {
  const made = new FormData();
  made.append(
    'importRequest',
    typeof importRequest === 'string' ? importRequest : JSON.stringify(importRequest),
  );
  for (let n = 0; n < files; n++) made.append('files', new Blob(['Mail\na@b.ch\n']), 'people.csv');
  return made;
};

const problemsOf = async (made: FormData) => {
  try {
    await wishInForm(made);
  } catch (error) {
    if (error instanceof Invalid) return error.problems;
  }
  throw new Error('The form was accepted.');
};

describe("HubSpot's form for an import", () => {
  it('asks for a type, a name, a mode and mappings, and brings the file', async () => {
    const { bytes, ...wish } = await wishInForm(
      form(
        request({ importOperations: { '0-1': 'CREATE' } }, [
          mapping('Mail', 'email', { columnType: 'HUBSPOT_ALTERNATE_ID' }),
          mapping('Id', null, { columnType: 'HUBSPOT_OBJECT_ID' }),
          mapping('Old id', 'hs_object_id', { idColumnType: 'HUBSPOT_OBJECT_ID' }),
          mapping('Notes', null),
        ]),
      ),
    );
    expect(wish).toEqual({
      objectType: 'contacts',
      fileName: 'people.csv',
      name: 'May people',
      options: {
        mode: 'create',
        mappings: [
          { columnName: 'Mail', propertyName: 'email' },
          { columnName: 'Id', propertyName: 'recordId' },
          { columnName: 'Old id', propertyName: 'recordId' },
          { columnName: 'Notes', propertyName: null },
        ],
        unknownOwner: 'leave',
        dateFormat: 'YEAR_MONTH_DAY',
        dryRun: false,
      },
    });
    expect(Buffer.from(bytes).toString()).toBe('Mail\na@b.ch\n');
  });

  it("writes dates as HubSpot's forms do, unless it says otherwise", async () => {
    const { options } = await wishInForm(form(request({ dateFormat: undefined })));
    expect(options.dateFormat).toBe('MONTH_DAY_YEAR');
  });

  it('says its type by its columns alone, and updates and creates unless it says otherwise', async () => {
    expect(await wishInForm(form(request({ importOperations: undefined })))).toMatchObject({
      objectType: 'contacts',
      options: { mode: 'upsert' },
    });
  });

  it.each([
    [
      'without a request',
      () => {
        const made = form();
        made.delete('importRequest');
        return made;
      },
      'importRequest',
    ],
    ['with a request that is no JSON', () => form('{'), 'importRequest'],
    ['without a file', () => form(request(), 0), 'files'],
    ['with two files', () => form(request(), 2), 'files'],
    [
      'that describes two files',
      () => form(request({ files: [...request().files, ...request().files] })),
      'files',
    ],
    ['without a name', () => form(request({ name: undefined })), 'name'],
    [
      'of no type',
      () => form(request({ importOperations: {}, files: request({}, []).files })),
      'importRequest.importOperations',
    ],
    [
      'of an unknown type',
      () => form(request({ importOperations: { '0-9': 'UPSERT' } })),
      'importRequest.importOperations',
    ],
    [
      'of two types',
      () => form(request({ importOperations: { '0-1': 'UPSERT', '0-2': 'UPSERT' } })),
      'importRequest.importOperations',
    ],
    [
      'whose columns are of two types',
      () =>
        form(request({}, [mapping('Mail', 'email'), mapping('Name', 'name', { columnObjectTypeId: '0-2' })])),
      'importRequest.importOperations',
    ],
    [
      'with an unknown operation',
      () => form(request({ importOperations: { '0-1': 'MERGE' } })),
      'importOperations.0-1',
    ],
    [
      'with associations',
      () => form(request({}, [mapping('Mail', 'email', { columnType: 'ASSOCIATION_KEYS' })])),
      'files[0].fileImportPage.columnMappings[0].columnType',
    ],
    [
      'with another name than a file may have',
      () => form(request({ files: [{ ...request().files[0], fileName: 'a/b.csv' }] })),
      'files[0].fileName',
    ],
  ])('is refused %s, naming the field', async (_, make, field) => {
    expect((await problemsOf(make())).map((problem) => problem.in)).toContain(field);
  });
});
