import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, inject, it } from 'vitest';
import { importNamed, importOver, sendForm } from '../support/import-over.ts';
import {
  type Answer,
  aContact,
  anOwner,
  bodyOf,
  call,
  eventually,
  type Fields,
  freshEmail,
  get,
  ownerOf,
  post,
  tokenWith,
  upload,
} from '../support/rota.ts';

/** The contact that has an e-mail, by the table that keeps each e-mail to one: lists would have to be read whole. */
const idByEmail = async (email: string): Promise<string | undefined> => {
  const { region, credentials, endpoints, resources } = inject('host');
  const dynamo = new DynamoDBClient({ region, credentials, endpoint: endpoints.dynamodb });
  const Key = { uniqueKey: { S: `contacts#email#${email}` } };
  const { Item } = await dynamo.send(new GetItemCommand({ TableName: resources.tables['RecordKeys'], Key }));
  dynamo.destroy();
  return Item?.['recordId']?.S;
};

const propertiesOf = async (email: string): Promise<unknown> =>
  (await bodyOf(get(`/crm/v3/objects/contacts/${await idByEmail(email)}`)))['properties'];

const countersOf = (job: Fields): unknown => (job['metadata'] as Fields)['counters'];

const errorsOf = async (job: Fields): Promise<Fields[]> =>
  (await bodyOf(get(`/crm/v3/imports/${job['id']}/errors`)))['results'] as Fields[];

describe('a file in the bucket', () => {
  it('with an odd key becomes contacts with their owners', async () => {
    const [ownerEmail, known, fresh] = [freshEmail(), freshEmail(), freshEmail()];
    const owner = await anOwner({ email: ownerEmail });
    const contact = await aContact({ email: known, phone: '1' });
    const file = [
      'Email,First Name,Contact owner,Shoe size',
      `${known.toUpperCase()},Ada,${ownerEmail.toUpperCase()},42`,
      `${fresh},"Zoë ""Z"" Müller",nobody@example.com,`,
      'no address,Eve,,',
    ].join('\r\n');
    await upload('imports/contacts/May & June/people+friends (é) 100%.csv', file);

    const job = await importNamed('people+friends (é) 100%.csv');
    expect(job).toMatchObject({
      state: 'DONE',
      objectType: 'contacts',
      mappedObjectTypeIds: ['0-1'],
      percent: 100,
      unknownColumns: ['Shoe size'],
    });
    expect(countersOf(job)).toEqual({
      TOTAL_ROWS: 3,
      CREATED_OBJECTS: 1,
      UPDATED_OBJECTS: 1,
      UNCHANGED_OBJECTS: 0,
      FAILED_ROWS: 1,
      ERRORS: 2,
    });
    expect(await errorsOf(job)).toMatchObject([
      {
        errorType: 'COULD_NOT_FIND_OWNER',
        objectType: 'CONTACT',
        invalidValue: 'nobody@example.com',
        knownColumnNumber: 2,
        sourceData: { lineNumber: 3 },
      },
      { errorType: 'INVALID_EMAIL', invalidValue: 'no address', sourceData: { lineNumber: 4 } },
    ]);
    expect(await ownerOf(contact)).toBe(owner);
    expect(await propertiesOf(known)).toMatchObject({ firstname: 'Ada' });
    expect(await propertiesOf(fresh)).toMatchObject({ firstname: 'Zoë "Z" Müller' });
  });

  it('shows in the history of ownership, with the import as its reason', async () => {
    const [ownerEmail, email] = [freshEmail(), freshEmail()];
    const owner = await anOwner({ email: ownerEmail });
    const name = `${freshEmail()}.csv`;
    await upload(`imports/contacts/${name}`, `Email;Contact owner\n${email};${ownerEmail}\n`);
    const job = await importNamed(name);
    const id = await idByEmail(email);
    const history = async () =>
      (await bodyOf(get(`/ownership/v1/objects/contacts/${id}/changes`)))['results'] as Fields[];
    expect(await eventually(history, (changes) => changes.length > 0)).toMatchObject([
      { toOwnerId: owner, fromOwnerId: null, source: 'IMPORT', runId: job['id'] },
    ]);
  });

  it('may come from a German Excel', async () => {
    const [ownerEmail, one, two] = [freshEmail(), freshEmail(), freshEmail()];
    const owner = await anOwner({ email: ownerEmail });
    const template = await readFile('test/data/import/excel-german.csv', 'utf8');
    const name = `${freshEmail()}.csv`;
    const file = template.replace('%1', one).replace('%2', ownerEmail).replace('%3', two);
    await upload(`imports/contacts/${name}`, file);
    const job = await importNamed(name);
    expect(job).toMatchObject({ state: 'DONE', unknownColumns: ['Nummer', 'Kontakt'] });
    expect(await propertiesOf(one)).toMatchObject({ firstname: 'Zoë "Z" Müller' });
    expect(await propertiesOf(two)).toMatchObject({ firstname: 'two\r\nlines' });
    expect(await ownerOf((await idByEmail(one)) ?? '')).toBe(owner);
  });

  it('may be in UTF-16, packed, or a spreadsheet', async () => {
    const emails = [freshEmail(), freshEmail()];
    const [wide, packed, sheet] = [`${freshEmail()}.csv`, `${freshEmail()}.csv.gz`, `${freshEmail()}.xlsx`];
    await upload(
      `imports/contacts/${wide}`,
      Buffer.from(`\uFEFFEmail\tFirst Name\n${emails[0]}\tZoë\n`, 'utf16le'),
    );
    // Larger than what goes to the bucket in one request, and hardly a row in it.
    await upload(`imports/contacts/${packed}`, gzipSync(`Email\n${'\n'.repeat(2 ** 24)}${emails[1]}\n`));
    await upload(`imports/deals/${sheet}`, await readFile('test/data/import/acid/file-xlsx.xlsx'));
    expect(countersOf(await importNamed(wide))).toMatchObject({
      TOTAL_ROWS: 1,
      CREATED_OBJECTS: 1,
      ERRORS: 0,
    });
    expect(countersOf(await importNamed(packed))).toMatchObject({
      TOTAL_ROWS: 1,
      CREATED_OBJECTS: 1,
      ERRORS: 0,
    });
    expect(countersOf(await importNamed(sheet))).toMatchObject({ TOTAL_ROWS: 3, CREATED_OBJECTS: 3 });
    expect(await propertiesOf(emails[0] ?? '')).toMatchObject({ firstname: 'Zoë' });
    expect(await idByEmail(emails[1] ?? '')).toBeDefined();
  });

  it('creates and updates thousands of rows exactly', async () => {
    const domain = freshEmail().replace('@', '.');
    const rows = (city: string) =>
      Array.from({ length: 1_500 }, (_, n) => `p${n}@${domain},"${city}\n${n}"\n`).join('');
    const [first, second] = [`${freshEmail()}.csv`, `${freshEmail()}.csv`];
    await upload(`imports/contacts/${first}`, `Email,City\n${rows('Bern')}`);
    expect(countersOf(await importNamed(first))).toMatchObject({ CREATED_OBJECTS: 1_500, ERRORS: 0 });
    await upload(`imports/contacts/${second}`, `Email,City\n${rows('Rome')}`);
    expect(countersOf(await importNamed(second))).toMatchObject({
      CREATED_OBJECTS: 0,
      UPDATED_OBJECTS: 1_500,
      ERRORS: 0,
    });
  });

  it.each([
    ['is empty', 'empty.csv', 'EMPTY_FILE', 'empty'],
    ['is no CSV', 'picture.csv', 'INVALID_FILE_TYPE', 'not a text'],
    ['is no UTF-8', 'windows-1252.csv', 'INVALID_FILE_TYPE', 'UTF-8'],
    ['has no known column', 'no-known-column.csv', 'INVALID_COLUMN_CONFIGURATION', 'Shoe size'],
    ['has a column twice', 'twice-the-same-column.csv', 'INVALID_COLUMN_CONFIGURATION', '"email"'],
  ])('that %s makes the import FAILED, saying why, and changes nothing', async (_, file, code, message) => {
    const email = freshEmail();
    const content = await readFile(`test/data/import/${file}`);
    const text = content.toString('latin1').replaceAll('ada@example.com', email);
    const name = `${email}-${file}`;
    await upload(`imports/contacts/${name}`, Buffer.from(text, 'latin1'));
    const job = await importNamed(name);
    expect(job).toMatchObject({ state: 'FAILED', metadata: { counters: { CREATED_OBJECTS: 0, ERRORS: 1 } } });
    expect(await errorsOf(job)).toMatchObject([
      { errorType: code, errorMessage: expect.stringContaining(message) },
    ]);
    expect(await idByEmail(email)).toBeUndefined();
  });

  it('that has an unclosed quote makes the import FAILED, with the rows before it imported', async () => {
    const email = freshEmail();
    const content = await readFile('test/data/import/unclosed-quote.csv', 'utf8');
    const name = `${email}.csv`;
    await upload(`imports/contacts/${name}`, content.replaceAll('ada@example.com', email));
    const job = await importNamed(name);
    expect(job).toMatchObject({ state: 'FAILED', metadata: { counters: { CREATED_OBJECTS: 1, ERRORS: 1 } } });
    expect(await errorsOf(job)).toMatchObject([
      { errorType: 'COULD_NOT_PARSE_ROW', errorMessage: expect.stringContaining('line 3 ') },
    ]);
    expect(await idByEmail(email)).toBeDefined();
  });

  it('for an unknown object type makes the import FAILED', async () => {
    const name = `${freshEmail()}.csv`;
    await upload(`imports/widgets/${name}`, 'Email\na@b.ch\n');
    const job = await importNamed(name);
    expect(job).toMatchObject({ state: 'FAILED', objectType: null });
    expect(await errorsOf(job)).toMatchObject([{ errorType: 'MISSING_OBJECT_DEFINITION' }]);
  });
});

describe('an upload through a form', () => {
  const offer = async (fileName: string): Promise<{ importId: string; url: string; fields: Fields }> => {
    const { importId, upload: form } = await bodyOf(
      post('/ownership/v1/imports', { objectType: 'contacts', fileName }),
    );
    return { importId: String(importId), ...(form as { url: string; fields: Fields }) };
  };

  it('leads to the import whose id came with the form, in the name of whoever asked for it', async () => {
    const [email, ownerEmail] = [freshEmail(), freshEmail()];
    await anOwner({ email: ownerEmail });
    const form = await offer('my people.csv');
    expect((await get(`/crm/v3/imports/${form.importId}`)).status).toBe(404);
    expect((await sendForm(form, `Email,Contact owner\n${email},${ownerEmail}\n`)).ok).toBe(true);
    expect(await importOver(form.importId)).toMatchObject({ state: 'DONE', importName: 'my people.csv' });
    const id = await idByEmail(email);
    const history = async () =>
      (await bodyOf(get(`/ownership/v1/objects/contacts/${id}/changes`)))['results'] as Fields[];
    expect(await eventually(history, (changes) => changes.length > 0)).toMatchObject([
      { actor: 'tester@example.com', source: 'IMPORT' },
    ]);
  });

  it('is refused under another key', async () => {
    const form = await offer('a.csv');
    const moved = { ...form, fields: { ...form.fields, key: 'imports/contacts/other.csv' } };
    expect((await sendForm(moved, 'Email\n')).status).toBe(403);
  });

  it.each([
    ['an unknown object type', { objectType: 'widgets', fileName: 'a.csv' }, 'objectType'],
    ['a name with a slash', { objectType: 'contacts', fileName: '../a.csv' }, 'fileName'],
    ['another kind of file', { objectType: 'contacts', fileName: 'a.pdf' }, 'fileName'],
    ['no name', { objectType: 'contacts' }, 'fileName'],
    ['an unknown mode', { objectType: 'contacts', fileName: 'a.csv', mode: 'merge' }, 'mode'],
    [
      'an owner whom nobody knows',
      { objectType: 'contacts', fileName: 'a.csv', unknownOwner: { ownerId: '9' } },
      'unknownOwner.ownerId',
    ],
  ])('is not offered for %s', async (_, body, field) => {
    expect(await post('/ownership/v1/imports', body)).toMatchObject({
      status: 400,
      body: { errors: [expect.objectContaining({ in: field })] },
    });
  });

  it('carries what is asked for to the import', async () => {
    const [email, owner] = [freshEmail(), await anOwner()];
    const { importId, upload: form } = await bodyOf(
      post('/ownership/v1/imports', {
        objectType: 'contacts',
        fileName: 'a.csv',
        name: 'Fair',
        mode: 'create',
        mappings: [{ columnName: 'Mail', propertyName: 'email' }],
        unknownOwner: { ownerId: owner },
      }),
    );
    await sendForm(
      form as { url: string; fields: Fields },
      `Mail,Contact owner\n${email},nobody@example.com\n`,
    );
    expect(await importOver(importId)).toMatchObject({
      state: 'DONE',
      importName: 'Fair',
      mode: 'create',
    });
    expect(await ownerOf((await idByEmail(email)) ?? '')).toBe(owner);
  });

  it('needs the scope of automation, too, if it asks for a rotation', async () => {
    const token = await tokenWith({ scope: 'crm.import' });
    const body = { objectType: 'contacts', fileName: 'a.csv', unknownOwner: { rotationId: '1' } };
    expect(await call('POST', '/ownership/v1/imports', body, { token })).toMatchObject({
      status: 403,
      body: { errors: [{ code: 'automation' }] },
    });
  });

  it('needs the scope for imports', async () => {
    const token = await tokenWith({ scope: 'crm.objects.contacts.write' });
    const body = { objectType: 'contacts', fileName: 'a.csv' };
    expect((await call('POST', '/ownership/v1/imports', body, { token })).status).toBe(403);
  });
});

describe("HubSpot's form for an import", () => {
  const sendImport = async (
    importRequest: object,
    file: string,
    path = '/crm/v3/imports/',
  ): Promise<Answer> => {
    const form = new FormData();
    form.append('importRequest', JSON.stringify(importRequest));
    form.append('files', new Blob([file]), 'people.csv');
    const response = await fetch(`${inject('host').apiUrl}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await tokenWith()}` },
      body: form,
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
  const requestOf = (columnMappings: object[], operation = 'UPSERT') => ({
    name: 'May people',
    importOperations: { '0-1': operation },
    files: [
      { fileName: 'people.csv', fileFormat: 'CSV', fileImportPage: { hasHeader: true, columnMappings } },
    ],
  });
  const mapping = (columnName: string, propertyName: string) => ({
    columnObjectTypeId: '0-1',
    columnName,
    propertyName,
  });

  it('starts an import that maps its columns as it says, and can be asked for at once', async () => {
    const email = freshEmail();
    const request = requestOf([mapping('Wer', 'email'), mapping('Wo', 'firstname')], 'CREATE');
    const { status, body } = await sendImport(request, `Wer,Wo,Warum\n${email},Zürich,darum\n`);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { importName: 'May people', mappedObjectTypeIds: ['0-1'], mode: 'create' },
    });
    const { id } = body as Fields;
    expect((await get(`/crm/v3/imports/${id}`)).status).toBe(200);
    const job = await importOver(id);
    expect(job).toMatchObject({
      state: 'DONE',
      unknownColumns: ['Warum'],
      columns: [
        { columnName: 'Wer', propertyName: 'email' },
        { columnName: 'Wo', propertyName: 'firstname' },
        { columnName: 'Warum', propertyName: null, reason: expect.stringContaining('"Warum"') },
      ],
    });
    expect(countersOf(job)).toMatchObject({ CREATED_OBJECTS: 1, ERRORS: 0 });
    expect(await propertiesOf(email)).toMatchObject({ firstname: 'Zürich' });
  });

  it('takes a file of several megabytes', async () => {
    const { body } = await sendImport(
      requestOf([]),
      `Email,City\n${freshEmail()},"${'x\n'.repeat(1_500_000)}"\n`,
    );
    expect(body).toMatchObject({ importName: 'May people' });
  });

  it('is refused, naming the field, if it asks for what there is not', async () => {
    expect(
      await sendImport(requestOf([mapping('a', 'shoesize')]), 'a\n1\n', '/crm/v3/imports'),
    ).toMatchObject({
      status: 400,
      body: { errors: [{ in: 'mappings[0].propertyName' }] },
    });
    expect((await post('/crm/v3/imports', { name: 'no form' })).status).toBe(400);
  });
});

describe('asking for imports', () => {
  it('answers 404 for one that is not there', async () => {
    expect((await get('/crm/v3/imports/1')).status).toBe(404);
    expect((await get('/crm/v3/imports/1/errors')).status).toBe(404);
  });

  it('pages the errors of one, and refuses the cursor of another', async () => {
    const name = `${freshEmail()}.csv`;
    await upload(`imports/contacts/${name}`, 'Email\na\nb\nc\n');
    const { id } = await importNamed(name);
    const page = await bodyOf(get(`/crm/v3/imports/${id}/errors?limit=2`));
    const { after } = (page['paging'] as { next: { after: string } }).next;
    const rest = await bodyOf(get(`/crm/v3/imports/${id}/errors?limit=2&after=${after}`));
    expect((rest['results'] as Fields[]).map(({ invalidValue }) => invalidValue)).toEqual(['c']);
    expect((await get(`/crm/v3/imports?after=${after}`)).status).toBe(400);
  });
});

describe('cancelling an import', () => {
  it('that goes on stops it, says what was done, and may be asked for again', async () => {
    const name = `${freshEmail()}.csv`;
    const domain = freshEmail().replace('@', '.');
    const people = Array.from({ length: 20_000 }, (_, n) => `p${n}@${domain}\n`).join('');
    await upload(`imports/contacts/${name}`, `Email\n${people}`);
    const { id } = await importNamed(name, ({ state }) => state === 'PROCESSING');
    const cancel = () => post(`/crm/v3/imports/${id}/cancel`, {});
    expect(await cancel()).toMatchObject({ status: 200, body: { status: 'COMPLETE' } });
    expect((await cancel()).status).toBe(200);
    expect(await bodyOf(get(`/crm/v3/imports/${id}`))).toMatchObject({ state: 'CANCELED' });
  });

  it('that is over is refused, and one that is not there is not found', async () => {
    const name = `${freshEmail()}.csv`;
    await upload(`imports/contacts/${name}`, 'Email\n');
    const { id } = await importNamed(name);
    expect((await post(`/crm/v3/imports/${id}/cancel`, {})).status).toBe(409);
    expect((await post('/crm/v3/imports/1/cancel', {})).status).toBe(404);
  });

  it('needs the scope for imports', async () => {
    const token = await tokenWith({ scope: 'crm.objects.contacts.write' });
    expect((await call('POST', '/crm/v3/imports/1/cancel', {}, { token })).status).toBe(403);
  });
});
