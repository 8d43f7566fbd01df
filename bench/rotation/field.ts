import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { chunksOf } from '../../lib/chunks-of.ts';
import type { CrmRecord } from '../../lib/domain/record/record.ts';
import { newId, newRecordId } from '../../lib/runtime/ids.ts';
import { batchPut } from '../../lib/store/batch.ts';
import { toRecordItem } from '../../lib/store/records/record-item.ts';
import { aContact, anOwner } from '../../test/support/builders.ts';
import { startDynamo, type TestDynamo } from '../../test/support/dynamo.ts';
import { type RotationDesk, rotationDesk } from '../../test/support/rotation-desk.ts';
import { checkCapacity } from './capacity-check.ts';

/** An emulator with the tables of a deployment, and in them owners and contacts that nobody owns. */
export type Field = {
  dynamo: TestDynamo;
  desk: RotationDesk;
  ownerIds: string[];
  recordIds: string[];
  /** More contacts, to warm up on. */
  warmUpIds: string[];
};

const warmUpRecords = 200;
const putAtOnce = 1_000;

/** A contact with the ids and about the properties that a real one has. */
const typicalContact = (): CrmRecord => {
  const id = newRecordId();
  const properties = {
    email: `contact-${id}@example.com`,
    firstname: 'Margaret',
    lastname: 'Hamilton',
    company: 'Apollo Guidance, Inc.',
    jobtitle: 'Director of Software Engineering',
    phone: '+1 617 555 0100',
  };
  return aContact({ id, properties });
};

const addContacts = async ({ client, tables }: TestDynamo, count: number): Promise<string[]> => {
  const contacts = Array.from({ length: count }, typicalContact);
  for (const some of chunksOf(contacts, putAtOnce)) {
    await batchPut(client, tables.records, some.map(toRecordItem));
  }
  return contacts.map(({ id }) => id);
};

export const prepareField = async (records: number, owners: number): Promise<Field> => {
  const dynamo = await startDynamo();
  await checkCapacity(dynamo);
  const desk = rotationDesk(dynamo);
  const made = Array.from({ length: owners }, () => anOwner({ id: newId() }));
  for (const owner of made) await desk.owners.create(owner);
  return {
    dynamo,
    desk,
    ownerIds: made.map(({ id }) => id),
    recordIds: await addContacts(dynamo, records),
    warmUpIds: await addContacts(dynamo, warmUpRecords),
  };
};

const countItems = async ({ client }: TestDynamo, table: string): Promise<number> => {
  let count = 0;
  let start: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ TableName: table, Select: 'COUNT', ExclusiveStartKey: start }),
    );
    count += page.Count ?? 0;
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return count;
};

/** @throws Error unless every record has one owner, one entry of history, and the owners equal shares */
export const checkShares = async ({ dynamo, desk, ...field }: Field): Promise<void> => {
  const owners = await desk.ownersOf(field.recordIds);
  const shares = field.ownerIds.map((id) => owners.filter((ownerId) => ownerId === id).length);
  const given = shares.reduce((total, share) => total + share, 0);
  if (given !== field.recordIds.length) {
    throw new Error(`Of ${field.recordIds.length} records ${given} have an owner.`);
  }
  if (Math.max(...shares) - Math.min(...shares) > 1) throw new Error(`The shares are uneven: ${shares}.`);
  const changes = await countItems(dynamo, dynamo.tables.changes);
  const expected = field.recordIds.length + field.warmUpIds.length;
  if (changes !== expected) throw new Error(`There are ${changes} entries of history, not ${expected}.`);
};
