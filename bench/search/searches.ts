import type { Contacts } from './contacts.ts';

/** One kind of search: what it asks for in its nth run, and how many runs are worth the time. */
export type SearchKind = { name: string; runs: number; unindexed?: true; body: (run: number) => object };

const where = (propertyName: string, operator: string, value?: string) => ({
  filterGroups: [{ filters: [{ propertyName, operator, ...(value === undefined ? {} : { value }) }] }],
});

/** The searches that are measured, those by key and index first. */
export const searchKinds = ({ owners, sample }: Contacts): SearchKind[] => {
  const ownerId = (run: number) => String(1 + (run % owners));
  const emailOf = (run: number) => sample[run % sample.length]?.email ?? '';
  const ids = sample.slice(0, 100).map(({ id }) => id);
  const owner = (run: number) => where('hubspot_owner_id', 'EQ', ownerId(run));
  return [
    { name: 'owner, first page of 100', runs: 200, body: (run) => ({ ...owner(run), limit: 100 }) },
    {
      name: 'owner, a page of 100 further on',
      runs: 100,
      body: (run) => ({ ...owner(run), limit: 100, after: 1_000 + run }),
    },
    {
      name: 'nobody’s, first page of 100',
      runs: 100,
      body: () => ({ ...where('hubspot_owner_id', 'NOT_HAS_PROPERTY'), limit: 100 }),
    },
    { name: 'e-mail', runs: 200, body: (run) => where('email', 'EQ', emailOf(run)) },
    {
      name: '100 ids',
      runs: 50,
      body: () => ({
        filterGroups: [{ filters: [{ propertyName: 'hs_object_id', operator: 'IN', values: ids }] }],
        limit: 100,
      }),
    },
    {
      name: 'owner and city, sorted',
      runs: 5,
      body: (run) => ({
        filterGroups: [
          {
            filters: [
              { propertyName: 'hubspot_owner_id', operator: 'EQ', value: ownerId(run) },
              { propertyName: 'city', operator: 'EQ', value: 'Bern' },
            ],
          },
        ],
        sorts: ['lastname'],
        limit: 100,
      }),
    },
    {
      name: 'text, one match',
      runs: 10,
      unindexed: true,
      body: (run) => where('lastname', 'EQ', `last${7 + run}`),
    },
    {
      name: 'text, a tenth matches',
      runs: 10,
      unindexed: true,
      body: () => ({ ...where('city', 'EQ', 'wien'), limit: 100 }),
    },
    {
      name: 'option, a quarter matches, sorted',
      runs: 10,
      unindexed: true,
      body: () => ({ ...where('lifecyclestage', 'EQ', 'lead'), sorts: ['-createdate'], limit: 100 }),
    },
    { name: 'words', runs: 5, unindexed: true, body: (run) => ({ query: `contact-${run} example` }) },
  ];
};
