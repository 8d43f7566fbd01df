import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { ownerProperty } from '../../lib/domain/object-type.ts';
import type { CrmRecord } from '../../lib/domain/record/record.ts';
import { now } from '../../lib/runtime/clock.ts';
import { newId, newRecordId } from '../../lib/runtime/ids.ts';
import { startDynamo } from '../../test/support/dynamo.ts';
import { meteredClient } from '../rotation/metered-client.ts';
import { byEmail, countContacts, createContactsTable, putContact } from './contacts-table.ts';
import type { Contender, Load } from './contender.ts';
import type { ContactFiles } from './field.ts';

const ownerColumn = 'owner';
const columns: Record<string, string> = {
  Email: 'email',
  'First Name': 'firstname',
  'Last Name': 'lastname',
  'Company Name': 'company',
  'Job Title': 'jobtitle',
  'Phone Number': 'phone',
  City: 'city',
  'Contact owner': ownerColumn,
};
const columnOf = (header: string): string => columns[header] ?? header;

type Row = Record<string, string>;

/**
 * The baseline: what one would write first. csv-parse reads the file; row by row the contact is looked for by e-mail on an index, then
 * put, with what the row says over what was there: the same record as Rota's, in the same table. Nothing keeps an e-mail from coming
 * twice, no row is checked or reported, and who is cut off starts anew; that is not measured.
 */
export const prepareBaseline = async (
  { baselineRows: rows, roundTripMs }: Load,
  { paths, ownerEmails }: ContactFiles,
): Promise<Contender> => {
  const dynamo = await startDynamo();
  await createContactsTable(dynamo.endpoint);
  const meter = meteredClient(dynamo.endpoint, roundTripMs);
  const ownerIds = new Map(ownerEmails.map((email) => [email, newId()]));
  let parsed: AsyncIterator<Row> | undefined;
  let imported = 0;

  const importRow = async (row: Row): Promise<void> => {
    const { [ownerColumn]: owner = '', ...cells } = row;
    const properties = { ...cells, email: cells['email']?.toLowerCase() ?? '' };
    const ownerId = ownerIds.get(owner);
    const existing = await byEmail(meter.client, properties.email);
    const at = now();
    const record: CrmRecord = {
      objectType: 'contacts',
      id: newRecordId(),
      version: 0,
      createdAt: at,
      archivedAt: null,
      enrollments: {},
      ...existing,
      properties: {
        ...existing?.properties,
        ...properties,
        ...(ownerId === undefined ? {} : { [ownerProperty]: ownerId }),
      },
      updatedAt: at,
      lastWrite: { id: newId(), at, source: 'IMPORT', actor: 'bench@example.com', notify: false },
    };
    await putContact(meter.client, { ...record, version: record.version + 1 });
  };
  return {
    name: 'Baseline',
    rows,
    async begin(edition) {
      meter.reset();
      imported = 0;
      parsed = createReadStream(paths[edition])
        .pipe(parse({ bom: true, columns: (headers: string[]) => headers.map(columnOf), to: rows }))
        [Symbol.asyncIterator]();
    },
    async advance(share) {
      for (const enough = Math.ceil(rows * share); imported < enough; imported++) {
        const next = await parsed?.next();
        if (next === undefined || next.done === true) throw new Error('The file ends too early.');
        await importRow(next.value);
      }
    },
    usage: () => ({ dynamo: meter.tally(), bucketRequests: 1, queueRequests: 0 }),
    async check() {
      const count = await countContacts(dynamo.client);
      if (count !== rows) throw new Error(`The baseline has ${count} contacts, not ${rows}.`);
    },
    async stop() {
      meter.destroy();
      await dynamo.stop();
    },
  };
};
