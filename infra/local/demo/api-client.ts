/** The few calls that the demo makes, over plain HTTP as any client would. */
export type ApiClient = {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
};

/** @throws Error with the service's own message for any answer but a success */
export const apiClient = (apiUrl: string, token: string): ApiClient => {
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${apiUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return JSON.parse(text) as T;
  };
  return { get: (path) => call('GET', path), post: (path, body) => call('POST', path, body) };
};

type Contact = { id: string; properties: { hubspot_owner_id: string | null } };
type ContactPage = { results: Contact[]; paging?: { next: { after: string } } };

export type OwnedContact = { id: string; ownerId: string | null };

/** Every contact with its owner, page by page. */
export const allContacts = async (api: ApiClient): Promise<OwnedContact[]> => {
  const contacts: OwnedContact[] = [];
  let after = '';
  do {
    const query = `limit=100&properties=hubspot_owner_id${after && `&after=${after}`}`;
    const page = await api.get<ContactPage>(`/crm/v3/objects/contacts?${query}`);
    contacts.push(
      ...page.results.map(({ id, properties }) => ({ id, ownerId: properties.hubspot_owner_id })),
    );
    after = page.paging?.next.after ?? '';
  } while (after !== '');
  return contacts;
};

const everyMs = 150;

/** How long work on so many records may take before something must be wrong: ten times what it does. */
const deadlineFor = (records: number): number => 60_000 + 20 * records;

/**
 * Asks until the answer is the one waited for.
 *
 * @param records how many records are being worked on, which sets the deadline
 * @throws Error with `what` if it has not come by then
 */
export const waitFor = async <T>(
  what: string,
  records: number,
  ask: () => Promise<T>,
  isReady: (answer: T) => boolean,
): Promise<T> => {
  const deadlineMs = deadlineFor(records);
  const end = Date.now() + deadlineMs;
  for (;;) {
    const answer = await ask();
    if (isReady(answer)) return answer;
    if (Date.now() > end) throw new Error(`${what} did not happen within ${deadlineMs / 1_000} s.`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
};
