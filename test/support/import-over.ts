import { bodyOf, eventually, type Fields, freshEmail, get, upload } from './rota.ts';

const isOver = ({ state }: Fields): boolean => state === 'DONE' || state === 'FAILED';

/** The import once it is DONE or FAILED. It may not be there yet: one from a form is, once its file has come. */
export const importOver = (id: unknown): Promise<Fields> =>
  eventually(async () => (await get(`/crm/v3/imports/${id}`)).body as Fields, isOver);

/** The import of the file with this name, as soon as it is over or `isSo`. */
export const importNamed = (name: string, isSo = isOver): Promise<Fields> => {
  const find = async (): Promise<Fields> => {
    let after = '';
    for (;;) {
      const page = await bodyOf(get(`/crm/v3/imports?limit=100${after}`));
      const found = (page['results'] as Fields[]).find(({ importName }) => importName === name);
      const paging = page['paging'] as { next: { after: string } } | undefined;
      if (found !== undefined || paging === undefined) return found ?? {};
      after = `&after=${paging.next.after}`;
    }
  };
  return eventually(find, isSo);
};

/** Imports contacts through the bucket, under a name of their own, and waits until that is over. */
export const importContacts = async (
  file: string,
  metadata: Record<string, string> = {},
): Promise<Fields> => {
  const name = `${freshEmail()}.csv`;
  await upload(`imports/contacts/${name}`, file, metadata);
  return importNamed(name);
};

/** Sends a file through a form that the service has given. */
export const sendForm = (
  { url, fields }: { url: string; fields: Fields },
  content: string,
): Promise<Response> => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, String(value));
  form.append('file', new Blob([content]), 'whatever.csv');
  return fetch(url, { method: 'POST', body: form });
};
