import type { Context, DynamoDBRecord, SQSBatchResponse, SQSRecord } from 'aws-lambda';
import { createHandler as historyHandler } from '../../functions/record-changes/handler.ts';
import { createHandler as apiHandler } from '../../functions/salesforce/handler.ts';
import { createHandler as changesHandler } from '../../functions/salesforce-changes/handler.ts';
import { createHandler as inboxHandler } from '../../functions/salesforce-inbox/handler.ts';
import type { OwnerConflict } from '../../lib/app/salesforce/list-conflicts.ts';
import type { TakeAnswer, TakeResult } from '../../lib/app/salesforce/take-owner-changes.ts';
import type { ObjectType } from '../../lib/domain/object-type.ts';
import { objectTypes } from '../../lib/domain/object-type.ts';
import type { Owner } from '../../lib/domain/owner/owner.ts';
import { type CrmRecord, ownerOf } from '../../lib/domain/record/record.ts';
import type { OutgoingChange } from '../../lib/domain/salesforce/decide-outgoing.ts';
import { defaultSettings } from '../../lib/domain/settings.ts';
import { changeFromImage } from '../../lib/store/change-image.ts';
import { changeStore } from '../../lib/store/change-store.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { propertyCatalog } from '../../lib/store/directory/property-store.ts';
import { settingsStore } from '../../lib/store/directory/settings-store.ts';
import type { Dynamo } from '../../lib/store/dynamo.ts';
import { recordFromImage } from '../../lib/store/records/record-image.ts';
import { recordStore } from '../../lib/store/records/record-store.ts';
import { syncedOwners } from '../../lib/store/salesforce/synced-owner-store.ts';
import { aContact, anAssignment, anId, anOwner, aWrite } from './builders.ts';
import type { TestDynamo } from './dynamo.ts';
import { call, type TestRequest } from './http-event.ts';
import { streamReader } from './stream-reader.ts';

/** The time on the clock of the tests. */
const noon = '2026-03-01T12:00:00.000Z';

/** So many minutes before noon, or after it. */
export const minutesFromNoon = (minutes: number): string =>
  new Date(Date.parse(noon) + minutes * 60_000).toISOString();

const scopes = objectTypes.flatMap((type) => [`crm.objects.${type}.read`, `crm.objects.${type}.write`]);
const context = { awsRequestId: 'invocation-1', getRemainingTimeInMillis: () => 10_000 } as Context;

/** The functions that keep owners in step with Salesforce, on a test's tables, and quick ways to fill them. */
export const salesforceDesk = ({ client, tables, ...dynamo }: TestDynamo) => {
  const stores = (on: Dynamo) => ({
    records: recordStore(on, tables),
    owners: ownerStore(on, tables.directory),
    settings: settingsStore(on, tables.directory),
    synced: syncedOwners(on, tables),
    now: () => noon,
  });
  const usual = stores(client);
  const published: OutgoingChange[] = [];
  const topic = {
    publish: async (change: OutgoingChange) => {
      published.push(change);
    },
  };
  const history = historyHandler({
    changes: changeStore(client, tables.changes),
    properties: propertyCatalog(client, tables.directory),
    recordFromImage,
  });
  const recordsStream = streamReader({ client, tables, ...dynamo }, 'records');
  const changesStream = streamReader({ client, tables, ...dynamo }, 'changes');
  const ask = (route: string, request: TestRequest, on: Dynamo = client) =>
    call(apiHandler(stores(on)), route, { scopes, ...request });

  const desk = {
    ...usual,
    /** What was published for Salesforce, oldest first. */
    published,
    ask,
    sync: (...synced: ObjectType[]) =>
      usual.settings.put({
        ...defaultSettings,
        salesforceSync: { enabled: synced.length > 0, objectTypes: synced },
      }),
    /** An owner who has a user in Salesforce. */
    async owner(fields: Partial<Owner> = {}): Promise<Owner & { salesforceUserId: string }> {
      const salesforceUserId = fields.salesforceUserId ?? `005${anId().padStart(12, '0')}`;
      const owner = { ...anOwner({ salesforceUserId, ...fields }), salesforceUserId };
      await usual.owners.create(owner);
      return owner;
    },
    async contact(fields: Partial<CrmRecord> = {}): Promise<CrmRecord> {
      const contact = aContact(fields);
      await usual.records.commit([{ before: undefined, after: contact }]);
      return contact;
    },
    /** Gives a contact to an owner here, so many minutes from noon. */
    assign: (record: CrmRecord, owner: Owner | null, minutes: number) =>
      usual.records.assign(
        anAssignment(record, owner?.id ?? null, { write: aWrite({ at: minutesFromNoon(minutes) }) }),
      ),
    ownerOf: async ({ objectType, id }: CrmRecord): Promise<string | null> => {
      const record = await usual.records.get(objectType, id);
      return record === undefined ? null : ownerOf(record);
    },
    /** What Salesforce says of a record: who owns it since so many minutes from noon. */
    said: ({ objectType, id }: CrmRecord, salesforceOwnerId: string | null, minutes: number) => ({
      objectType,
      recordId: id,
      salesforceOwnerId,
      changedAt: minutesFromNoon(minutes),
    }),
    async take(changes: readonly object[], on: Dynamo = client): Promise<TakeAnswer> {
      const route = 'POST /ownership/v1/integrations/salesforce/owner-changes';
      const { status, body } = await ask(route, { body: { changes } }, on);
      if (status !== 200) throw new Error(JSON.stringify(body));
      return body as TakeAnswer;
    },
    takeOne: async (change: object, on?: Dynamo): Promise<TakeResult | undefined> =>
      (await desk.take([change], on)).results[0],
    async conflicts(query: Record<string, string> = {}) {
      const { body } = await ask('GET /ownership/v1/integrations/salesforce/conflicts', { query });
      return body as { results: OwnerConflict[]; paging?: { next: { after: string } } };
    },
    /** Has the worker of the queue take messages, each by its id. */
    receive: (messages: Record<string, unknown>, on: Dynamo = client): Promise<SQSBatchResponse> =>
      inboxHandler(stores(on))(
        {
          Records: Object.entries(messages).map(
            ([messageId, body]) =>
              ({
                messageId,
                body: typeof body === 'string' ? body : JSON.stringify(body),
                attributes: { ApproximateReceiveCount: '1' },
              }) as SQSRecord,
          ),
        },
        context,
      ),
    /** Writes the history of what was written since the last time, and gives what its stream then tells. */
    async changes(): Promise<DynamoDBRecord[]> {
      await history({ Records: await recordsStream() }, context);
      return changesStream();
    },
    /** Hands changes to the function that publishes them. */
    tell: (Records: DynamoDBRecord[], on: Dynamo = client, to = topic) =>
      changesHandler({ ...stores(on), topic: to, changeFromImage })({ Records }, context),
  };
  return desk;
};

export type SalesforceDesk = ReturnType<typeof salesforceDesk>;
