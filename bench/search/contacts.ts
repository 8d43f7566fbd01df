import type { CrmRecord } from '../../lib/domain/record/record.ts';
import { newRecordId } from '../../lib/runtime/ids.ts';
import { batchPut } from '../../lib/store/batch.ts';
import { toRecordItem } from '../../lib/store/records/record-item.ts';
import { aWrite } from '../../test/support/builders.ts';
import type { TestDynamo } from '../../test/support/dynamo.ts';

/** What the benchmark knows of the contacts: who has been written, and that every eleventh has no owner. */
export type Contacts = { count: number; owners: number; sample: { id: string; email: string }[] };

const cities = ['Berlin', 'Hamburg', 'München', 'Köln', 'Wien', 'Zürich', 'Bern', 'Graz', 'Basel', 'Linz'];
const stages = ['lead', 'customer', 'subscriber', 'opportunity'];
const perBatch = 1_000;
const samples = 500;

const contactOf = (place: number, owners: number): CrmRecord => {
  const at = new Date(Date.UTC(2026, 0, 1) + place * 60_000).toISOString();
  return {
    objectType: 'contacts',
    id: newRecordId(),
    version: 1,
    createdAt: at,
    updatedAt: at,
    archivedAt: null,
    enrollments: {},
    lastWrite: aWrite({ at }),
    properties: {
      email: `contact-${place}@example.com`,
      firstname: `First${place % 997}`,
      lastname: `Last${place}`,
      phone: `+49 30 ${1_000_000 + place}`,
      company: `Company ${place % 503}`,
      city: cities[place % cities.length] ?? '',
      country: 'Germany',
      jobtitle: `Engineer ${place % 7}`,
      lifecyclestage: stages[place % stages.length] ?? '',
      ...(place % 11 === 0 ? {} : { hubspot_owner_id: String(1 + (place % owners)) }),
    },
  };
};

/** Writes contacts as they are kept, and the keys of the e-mails of some of them. */
export const writeContacts = async (
  { client, tables }: TestDynamo,
  { count, owners }: { count: number; owners: number },
  progress: (share: number) => void,
): Promise<Contacts> => {
  const sample: Contacts['sample'] = [];
  for (let start = 0; start < count; start += perBatch) {
    const places = Array.from({ length: Math.min(perBatch, count - start) }, (_, n) => start + n);
    const contacts = places.map((place) => contactOf(place, owners));
    await batchPut(client, tables.records, contacts.map(toRecordItem));
    const chosen = contacts.filter((_, n) => (start + n) % Math.ceil(count / samples) === 0);
    const keys = chosen.map(({ id, properties: { email = '' } }) => ({ id, email }));
    await batchPut(
      client,
      tables.recordKeys,
      keys.map(({ id, email }) => ({ uniqueKey: `contacts#email#${email}`, recordId: id })),
    );
    sample.push(...keys);
    progress((start + contacts.length) / count);
  }
  return { count, owners, sample };
};
