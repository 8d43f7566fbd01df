import type { Answer, Send } from '../../../client/connection.ts';

type Contact = { id: string; properties: { hubspot_owner_id: string | null } };
type ContactPage = { results: Contact[]; paging?: { next: { after: string } } };

export type OwnedContact = { id: string; ownerId: string | null };

/** Every contact with its owner, page by page. */
export const allContacts = async (send: Send): Promise<OwnedContact[]> => {
  const contacts: OwnedContact[] = [];
  let after: string | undefined;
  do {
    const { body: page } = await send<Answer<200, ContactPage>>({
      method: 'GET',
      path: '/crm/v3/objects/contacts',
      query: { limit: 100, properties: 'hubspot_owner_id', after },
    });
    contacts.push(
      ...page.results.map(({ id, properties }) => ({ id, ownerId: properties.hubspot_owner_id })),
    );
    after = page.paging?.next.after;
  } while (after !== undefined);
  return contacts;
};
