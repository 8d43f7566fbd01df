import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Inbox, inboxOf } from '../support/inbox.ts';
import { anOwner, bodyOf, eventually, type Fields, get, post } from '../support/rota.ts';

let inbox: Inbox;
beforeAll(async () => {
  inbox = await inboxOf({ objectType: ['tickets'] }, 'salesforceTopicArn');
});
afterAll(() => inbox?.close());

/** An owner, and the id of their user in Salesforce. */
const aUser = async (): Promise<{ ownerId: string; salesforceUserId: string }> => {
  const salesforceUserId = `005${String(Math.random()).slice(2).padEnd(12, '0').slice(0, 12)}`;
  return { ownerId: await anOwner({ salesforceUserId }), salesforceUserId };
};

const aTicket = async (): Promise<string> =>
  String((await bodyOf(post('/crm/v3/objects/tickets', { properties: { subject: 'A ticket' } })))['id']);

const ownerOf = async (id: string): Promise<unknown> => {
  const { properties } = await bodyOf(get(`/crm/v3/objects/tickets/${id}?properties=hubspot_owner_id`));
  return (properties as Fields)['hubspot_owner_id'];
};

const said = (recordId: string, salesforceOwnerId: string, at: number) => ({
  objectType: 'tickets',
  recordId,
  salesforceOwnerId,
  changedAt: new Date(at).toISOString(),
});

const take = async (change: object): Promise<Fields> => {
  const path = '/ownership/v1/integrations/salesforce/owner-changes';
  const { results } = await bodyOf(post(path, { changes: [change] }));
  return (results as Fields[])[0] ?? {};
};

const changesOf = async (id: string): Promise<Fields[]> =>
  (await bodyOf(get(`/ownership/v1/objects/tickets/${id}/changes`)))['results'] as Fields[];

/** Every conflict of tickets there is, page by page. */
const conflicts = async (): Promise<Fields[]> => {
  const found: Fields[] = [];
  let after = '';
  do {
    const path = `/ownership/v1/integrations/salesforce/conflicts?objectType=tickets${after}`;
    const { results, paging } = await bodyOf(get(path));
    found.push(...(results as Fields[]));
    const next = (paging as { next: { after: string } } | undefined)?.next.after;
    after = next === undefined ? '' : `&after=${next}`;
  } while (after !== '');
  return found;
};

const conflictOf = async (id: string): Promise<Fields | undefined> =>
  (await conflicts()).find(({ recordId }) => recordId === id);

const told = async (id: string): Promise<Fields[]> =>
  (await inbox.all()).map(({ body }) => body).filter(({ recordId }) => recordId === id);

describe('owners in step with Salesforce', () => {
  it('a rotation stays over an older echo, is told to Salesforce, and gives way to a newer change', async () => {
    const [ada, grace] = [await aUser(), await aUser()];
    const ticket = await aTicket();
    const beforeRotation = Date.now();
    const rotation = await bodyOf(
      post('/ownership/v1/rotations', {
        name: 'Support',
        objectType: 'tickets',
        members: [{ ownerId: grace.ownerId }],
      }),
    );
    const warnings = [{ code: 'SALESFORCE_SYNC', message: expect.any(String) }];
    expect(rotation).toMatchObject({ warnings });
    const path = `/ownership/v1/rotations/${rotation['id']}`;
    expect(await bodyOf(get(path))).toMatchObject({ warnings });
    expect(await bodyOf(post(`${path}/enrollments`, { recordIds: [ticket] }))).toMatchObject({
      enrolled: 1,
      warnings,
    });
    await eventually(
      () => ownerOf(ticket),
      (owner) => owner === grace.ownerId,
    );

    const echo = said(ticket, ada.salesforceUserId, beforeRotation);
    expect(await take(echo)).toMatchObject({ outcome: 'STALE', ownerId: grace.ownerId });
    expect(await ownerOf(ticket)).toBe(grace.ownerId);
    expect(await conflictOf(ticket)).toMatchObject({
      ownerId: grace.ownerId,
      salesforceUserId: grace.salesforceUserId,
      salesforceOwnerId: ada.salesforceUserId,
    });

    const [message] = await eventually(
      () => told(ticket),
      (found) => found.length > 0,
    );
    expect(message).toMatchObject({
      ownerId: grace.ownerId,
      salesforceUserId: grace.salesforceUserId,
      source: 'ROTATION',
      warnings: [],
    });
    expect(await changesOf(ticket)).toMatchObject([{ changeId: message?.['changeId'] }]);

    const newer = said(ticket, ada.salesforceUserId, Date.now());
    expect(await take(newer)).toMatchObject({ outcome: 'ASSIGNED', ownerId: ada.ownerId });
    expect(await take(newer)).toMatchObject({ outcome: 'UNCHANGED' });
    expect(await ownerOf(ticket)).toBe(ada.ownerId);
    expect(await conflictOf(ticket)).toBeUndefined();
    const history = await eventually(
      () => changesOf(ticket),
      (found) => found.length > 1,
    );
    expect(history).toMatchObject([{ source: 'SALESFORCE' }, { source: 'ROTATION' }]);
    expect(await told(ticket)).toHaveLength(1);
  });

  it('a new record keeps the owner that comes from Salesforce by the queue, and a rotation skips it', async () => {
    const [ada, grace] = [await aUser(), await aUser()];
    const ticket = await aTicket();
    const { region, credentials, endpoints, resources } = inject('host');
    const sqs = new SQSClient({ region, credentials, endpoint: endpoints.sqs });
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: resources.salesforceQueueUrl,
        MessageBody: JSON.stringify({ changes: [said(ticket, ada.salesforceUserId, Date.now() - 60_000)] }),
      }),
    );
    sqs.destroy();
    await eventually(
      () => ownerOf(ticket),
      (owner) => owner === ada.ownerId,
    );
    const { id } = await bodyOf(
      post('/ownership/v1/rotations', {
        name: 'Support',
        objectType: 'tickets',
        members: [{ ownerId: grace.ownerId }],
      }),
    );
    await bodyOf(post(`/ownership/v1/rotations/${id}/enrollments`, { recordIds: [ticket] }));
    const decisions = await eventually(
      async () => (await bodyOf(get(`/ownership/v1/rotations/${id}/decisions`)))['results'] as Fields[],
      (found) => found.length > 0,
    );
    expect(decisions).toMatchObject([
      { picks: [], skipped: [{ recordId: ticket, reason: 'ALREADY_OWNED' }] },
    ]);
    expect(await ownerOf(ticket)).toBe(ada.ownerId);
    expect(await changesOf(ticket)).toMatchObject([{ source: 'SALESFORCE', actor: 'salesforce' }]);
  });

  it('an owner without a user in Salesforce is told with a warning', async () => {
    const ticket = await aTicket();
    const ownerId = await anOwner();
    await bodyOf(post('/ownership/v1/assign', { objectType: 'tickets', recordId: ticket, ownerId }));
    const [message] = await eventually(
      () => told(ticket),
      (found) => found.length > 0,
    );
    expect(message).toMatchObject({
      ownerId,
      salesforceUserId: null,
      warnings: [{ code: 'OWNER_HAS_NO_SALESFORCE_USER' }],
    });
  });

  it('two owners with one user in Salesforce are refused', async () => {
    const { salesforceUserId } = await aUser();
    const answer = await post('/ownership/v1/owners', {
      email: `${salesforceUserId}@example.com`,
      salesforceUserId: `${salesforceUserId}AAA`,
    });
    expect(answer).toMatchObject({
      status: 409,
      body: { errors: [{ in: 'salesforceUserId', code: 'SALESFORCE_USER_TAKEN' }] },
    });
  });
});
