import { expect, it } from 'vitest';
import type { OwnerChange } from '../../../lib/domain/change.ts';
import { changeSentence } from '../../../lib/domain/change-sentence.ts';
import { namesOf } from '../../../lib/domain/owner/owner-name.ts';
import { propertySet } from '../../../lib/domain/record/property-set.ts';
import type { LastWrite } from '../../../lib/domain/record/record.ts';
import { anOwner, aWrite } from '../../support/builders.ts';

const nameOf = namesOf([
  anOwner({ id: '1', firstName: 'Ada', lastName: 'Lovelace' }),
  anOwner({ id: '2', firstName: '', lastName: '', email: 'grace@example.com' }),
]);
const sentence = (from: string | null, to: string | null, write: Partial<LastWrite>): string => {
  const change: OwnerChange = {
    changeId: 'c',
    objectType: 'contacts',
    recordId: '5',
    property: 'hubspot_owner_id',
    fromOwnerId: from,
    toOwnerId: to,
    recordVersion: 2,
    write: aWrite(write),
  };
  return changeSentence(change, { nameOf, set: propertySet('contacts') });
};

it.each<[Partial<LastWrite>, string]>([
  [{ source: 'API' }, 'through the API'],
  [{ source: 'BULK' }, 'with a bulk assignment'],
  [{ source: 'IMPORT', row: 12 }, 'with row 12 of an import'],
  [{ source: 'IMPORT' }, 'with an import'],
  [{ source: 'WORKFLOW' }, 'with a workflow'],
  [{ source: 'ROTATION' }, 'with a rotation'],
  [{ source: 'SALESFORCE' }, 'from Salesforce'],
  [{ source: 'UNDO' }, 'by undoing an earlier run'],
])('says who changed an owner, how and when: %j', (write, how) => {
  expect(sentence(null, '1', write)).toBe(
    `ada@example.com changed the contact owner of contact 5 from nobody to Ada Lovelace, ${how}, on 2026-03-01 at 09:00:00 UTC.`,
  );
});

it.each<[string | null, string | null, string]>([
  ['1', '2', 'from Ada Lovelace to grace@example.com,'],
  ['2', null, 'from grace@example.com to nobody,'],
  ['404', '1', 'from owner 404 to Ada Lovelace,'],
])('names the owners, by e-mail or id where there is no name', (from, to, words) => {
  expect(sentence(from, to, {})).toContain(words);
});
