import { describe, expect, it } from 'vitest';
import { aContact, bodyOf, del, type Fields, freshEmail, get, patch, post } from '../support/rota.ts';

const path = '/crm/v3/objects/contacts';

describe('records', () => {
  it('creates a contact with a lower-case e-mail and reads it back in HubSpot’s shape', async () => {
    const email = `Ada.${freshEmail()}`;
    const answer = await post(path, { properties: { email, firstname: ' Ada ' } });
    expect(answer.status).toBe(201);
    const { id } = answer.body as Fields;
    expect(await bodyOf(get(`${path}/${id}`))).toMatchObject({
      id,
      properties: { email: email.toLowerCase(), firstname: 'Ada', lastname: null, hs_object_id: id },
      archived: false,
    });
  });

  it('refuses a second contact with the same e-mail and names the first', async () => {
    const email = freshEmail();
    const id = await aContact({ email });
    expect(await post(path, { properties: { email: email.toUpperCase() } })).toMatchObject({
      status: 409,
      body: { category: 'CONFLICT', message: expect.stringContaining(`Existing ID: ${id}`) },
    });
  });

  it('changes, clears and archives', async () => {
    const email = freshEmail();
    const id = await aContact({ email, firstname: 'Ada' });
    const change = { properties: { lastname: 'Lovelace', firstname: '' } };
    expect(await bodyOf(patch(`${path}/${id}`, change))).toMatchObject({
      properties: { email, lastname: 'Lovelace' },
    });
    expect((await del(`${path}/${id}`)).status).toBe(204);
    expect((await get(`${path}/${id}`)).status).toBe(404);
    expect(await bodyOf(get(`${path}/${id}?archived=true`))).toMatchObject({ id, archived: true });
    expect(await aContact({ email })).not.toBe(id);
  });

  it('pages through every record once', async () => {
    const tickets = '/crm/v3/objects/tickets';
    const inputs = Array.from({ length: 45 }, (_, i) => ({ properties: { subject: `Ticket ${i}` } }));
    const made = await bodyOf(post(`${tickets}/batch/create`, { inputs }));
    const ids = (made['results'] as Fields[]).map(({ id }) => String(id));
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await bodyOf(get(`${tickets}?limit=20${after === undefined ? '' : `&after=${after}`}`));
      seen.push(...(page['results'] as Fields[]).map(({ id }) => String(id)));
      after = (page['paging'] as { next: { after: string } } | undefined)?.next.after;
    } while (after !== undefined);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(ids));
  });

  it('answers 207 for a batch of which some inputs fail, and writes the others', async () => {
    const email = freshEmail();
    const inputs = [
      { properties: { email } },
      { properties: { email: 'not an address' } },
      { properties: { email } },
      { properties: { firstname: 'Grace' } },
    ];
    const answer = await post(`${path}/batch/create`, { inputs });
    expect(answer).toMatchObject({
      status: 207,
      body: {
        numErrors: 2,
        results: [{ properties: { email } }, { properties: { firstname: 'Grace' } }],
        errors: [
          { category: 'VALIDATION_ERROR', context: { input: ['inputs[1]'] } },
          { category: 'CONFLICT', context: { input: ['inputs[2]'] } },
        ],
      },
    });
  });

  it('reads and updates a batch', async () => {
    const [first, second] = [await aContact(), await aContact()];
    const inputs = [first, second].map((id) => ({ id, properties: { city: 'Zürich' } }));
    expect((await post(`${path}/batch/update`, { inputs })).status).toBe(200);
    const read = await post(`${path}/batch/read`, {
      inputs: [{ id: first }, { id: second }, { id: '1000000000000000002' }],
      properties: ['city'],
    });
    expect(read).toMatchObject({
      status: 207,
      body: {
        results: [{ properties: { city: 'Zürich' } }, { properties: { city: 'Zürich' } }],
        numErrors: 1,
        errors: [{ category: 'OBJECT_NOT_FOUND', context: { ids: ['1000000000000000002'] } }],
      },
    });
  });
});
