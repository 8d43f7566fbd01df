import type { Context, DynamoDBRecord, SQSRecord } from 'aws-lambda';
import { createHandler as createWorker } from '../../functions/company-owner/handler.ts';
import { createHandler as createEnroll } from '../../functions/enroll/handler.ts';
import type { OwnerOnTheWay } from '../../lib/app/ports/company-owner-queue.ts';
import type { OwnerStore, SettingsStore } from '../../lib/app/ports/directory.ts';
import type { RecordStore } from '../../lib/app/ports/records.ts';
import type { ObjectType } from '../../lib/domain/object-type.ts';
import type { Properties } from '../../lib/domain/record/properties.ts';
import { defaultSettings } from '../../lib/domain/settings.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { propertyCatalog } from '../../lib/store/directory/property-store.ts';
import { settingsStore } from '../../lib/store/directory/settings-store.ts';
import type { Dynamo } from '../../lib/store/dynamo.ts';
import { companyContacts } from '../../lib/store/records/company-contacts.ts';
import { recordFromImage } from '../../lib/store/records/record-image.ts';
import { recordStore } from '../../lib/store/records/record-store.ts';
import { enrollmentStore } from '../../lib/store/workflows/enrollment-store.ts';
import { workflowStore } from '../../lib/store/workflows/workflow-store.ts';
import { anAssignment, anOwner, aRecord, aWrite } from './builders.ts';
import type { TestDynamo } from './dynamo.ts';
import { streamReader } from './stream-reader.ts';

const context = { getRemainingTimeInMillis: () => 60_000 } as Context;

/** Companies and contacts, what the stream tells of them, and the two functions that have them follow each other's owners. */
export type CompanyDesk = {
  records: RecordStore;
  owners: OwnerStore;
  settings: SettingsStore;
  /** The messages that wait in the queue. */
  queued: OwnerOnTheWay[];
  /** New owners who may own everything. */
  hire: (count: number) => Promise<string[]>;
  create: (objectType: ObjectType, properties: Properties) => Promise<string>;
  /** Up to 5,000 contacts of a company without an owner. */
  staff: (companyId: string, count: number) => Promise<string[]>;
  assign: (objectType: ObjectType, id: string, ownerId: string | null) => Promise<void>;
  change: (objectType: ObjectType, id: string, properties: Properties) => Promise<void>;
  ownerOf: (objectType: ObjectType, id: string) => Promise<string | null>;
  /** What the stream has told since the last time. */
  told: () => Promise<DynamoDBRecord[]>;
  follow: (records: DynamoDBRecord[], client?: Dynamo) => Promise<void>;
  /** Works on a message; whether it is done, or to come again. */
  pass: (message: OwnerOnTheWay, client?: Dynamo) => Promise<boolean>;
  /** Has everything followed that was written, until nothing follows any more. Gives how many rounds that took. */
  settle: () => Promise<number>;
};

export const companyDesk = (dynamo: TestDynamo): CompanyDesk => {
  const { client, tables } = dynamo;
  const records = recordStore(client, tables);
  const owners = ownerStore(client, tables.directory);
  const settings = settingsStore(client, tables.directory);
  const queued: OwnerOnTheWay[] = [];
  const told = streamReader(dynamo);
  let clock = Date.parse('2026-03-01T09:00:00.000Z');
  const now = (): string => new Date(++clock).toISOString();
  const deps = (with_: Dynamo) => ({
    settings: settingsStore(with_, tables.directory),
    records: recordStore(with_, tables),
    owners: ownerStore(with_, tables.directory),
    companyContacts: companyContacts(with_, tables.records),
    companyOwners: {
      send: async (sent: readonly OwnerOnTheWay[]) => {
        queued.push(...(JSON.parse(JSON.stringify(sent)) as OwnerOnTheWay[]));
      },
    },
    // There are none here.
    workflows: workflowStore(client, tables.directory),
    enrollments: enrollmentStore(client, tables),
    properties: propertyCatalog(client, tables.directory),
    workflowQueue: { send: () => Promise.reject(new Error('There is no workflow.')) },
    now,
    recordFromImage,
  });
  const desk: CompanyDesk = {
    records,
    owners,
    settings,
    queued,
    async hire(count) {
      const hired = Array.from({ length: count }, () => anOwner());
      for (const owner of hired) await owners.create(owner);
      return hired.map(({ id }) => id);
    },
    async create(objectType, properties) {
      const record = aRecord(objectType, { properties, lastWrite: aWrite({ at: now() }) });
      await records.commit([{ before: undefined, after: record }]);
      return record.id;
    },
    async staff(companyId, count) {
      const properties = { firstname: 'Ada', associatedcompanyid: companyId };
      const made = Array.from({ length: count }, () =>
        aRecord('contacts', { properties, lastWrite: aWrite({ at: now() }) }),
      );
      for (let start = 0; start < count; start += 100) {
        await records.commit(made.slice(start, start + 100).map((after) => ({ before: undefined, after })));
      }
      return made.map(({ id }) => id);
    },
    async assign(objectType, id, ownerId) {
      const write = aWrite({ at: now() });
      await records.assign(anAssignment({ objectType, id }, ownerId, { write }));
    },
    async change(objectType, id, properties) {
      const before = await records.get(objectType, id);
      if (before === undefined) throw new Error(`There is no ${objectType} ${id}.`);
      const after = {
        ...before,
        properties: { ...before.properties, ...properties },
        version: before.version + 1,
        lastWrite: aWrite({ at: now() }),
      };
      await records.commit([{ before, after }]);
    },
    async ownerOf(objectType, id) {
      const record = await records.get(objectType, id);
      return record?.properties['hubspot_owner_id'] ?? null;
    },
    told,
    async follow(batch, with_ = client) {
      if (batch.length > 0) await createEnroll(deps(with_))({ Records: batch }, context);
    },
    async pass(message, with_ = client) {
      const body = JSON.stringify(message);
      const record = { messageId: 'message-1', body, attributes: { ApproximateReceiveCount: '1' } };
      const { batchItemFailures } = await createWorker(deps(with_))(
        { Records: [record as SQSRecord] },
        context,
      );
      return batchItemFailures.length === 0;
    },
    async settle() {
      for (let round = 0; ; round++) {
        const batch = await told();
        await desk.follow(batch);
        const messages = queued.splice(0);
        if (batch.length + messages.length === 0) return round;
        for (const message of messages) await desk.pass(message);
      }
    },
  };
  return desk;
};

/** Has contacts and companies follow each other's owners, or not. */
export const switchRule = (desk: CompanyDesk, on: boolean): Promise<void> =>
  desk.settings.put({ ...defaultSettings, assignCompanyOwnerToContact: on });
