import { importReply } from '../../../functions/imports/import-reply.ts';
import { rotate } from '../../../lib/app/rotation/rotate.ts';
import type { ImportJob } from '../../../lib/domain/import/import.ts';
import { importIdFrom } from '../../../lib/domain/import/import-id.ts';
import { defaultOptions } from '../../../lib/domain/import/options.ts';
import { uploadKey } from '../../../lib/domain/import/upload-key.ts';
import { newStandings } from '../../../lib/domain/rotation/standings.ts';
import { propertyStore } from '../../../lib/store/directory/property-store.ts';
import { importRequestStore } from '../../../lib/store/jobs/import-request-store.ts';
import { anOwner, aProperty, aRecord, aRotationAmong, someTime } from '../builders.ts';
import type { TestDynamo } from '../dynamo.ts';
import { type ImportService, importService } from '../imports.ts';
import { type RotationDesk, rotationDesk } from '../rotation-desk.ts';
import type { AcidCase } from './acid-case.ts';

const ownerIn = ({ before }: AcidCase, email: string): string => {
  const owner = before.owners.find((one) => one.email === email);
  if (owner === undefined) throw new Error(`The case has no owner ${email}.`);
  return owner.id;
};

const manyProperties = { properties: 100, unique: 10 };

const setUp = async (one: AcidCase, desk: RotationDesk, { client, tables }: TestDynamo): Promise<void> => {
  const { properties: own, owners, rotations, records } = one.before;
  const defined = propertyStore(client, tables.directory);
  for (const { name, ...fields } of own)
    await defined.create(aProperty(one.objectType, name, fields), manyProperties);
  for (const owner of owners) await desk.owners.create(anOwner(owner));
  for (const { id, members } of rotations) {
    const rotation = aRotationAmong(members, { id, objectType: one.objectType });
    await desk.rotations.create(rotation, newStandings(id, members), []);
  }
  for (const { id, properties, owner, archived } of records) {
    const owned = owner === undefined ? {} : { hubspot_owner_id: ownerIn(one, owner) };
    const after = aRecord(one.objectType, {
      id,
      properties: { ...properties, ...owned },
      archivedAt: archived ? someTime : null,
    });
    await desk.records.commit([{ before: undefined, after }]);
  }
};

/** Puts the file in the bucket as the case has it, its request before it, and lets everything happen that follows. */
const importFile = async (one: AcidCase, service: ImportService, dynamo: TestDynamo): Promise<ImportJob> => {
  const { key = `imports/${one.objectType}/${one.file}`, metadata, request, content } = one;
  if (request === undefined) return service.run(key, content, metadata);
  const importId = importIdFrom(1n);
  const options = { ...defaultOptions, ...request };
  const asked = { importId, name: one.file, actor: 'ada@rota.example', options };
  await importRequestStore(dynamo.client, dynamo.tables.jobs).keep(asked, someTime);
  return service.run(uploadKey(one.objectType, importId, one.file), content, metadata);
};

const errorsOf = async (
  { expected }: AcidCase,
  job: ImportJob,
  { jobs }: ImportService,
): Promise<Expected['errors']> => {
  const { results } = await jobs.problems(job.id, { limit: 100 });
  return results.map(({ code, message, row, column, value }, n) => {
    const says = expected.errors[n]?.says;
    return {
      code,
      ...(row === undefined ? {} : { row }),
      ...(column === undefined ? {} : { column }),
      ...(value === undefined ? {} : { value }),
      ...(says === undefined ? {} : { says: message.includes(says) ? says : message }),
    };
  });
};

const recordsOf = async (one: AcidCase, { records }: ImportService): Promise<Expected['records']> => {
  const list = await records.list(one.objectType, { archived: false, limit: 1_000 });
  return list.records.map((record) => {
    const { hubspot_owner_id: ownerId, ...properties } = record.properties;
    const owner = one.before.owners.find(({ id }) => id === ownerId);
    return { properties, owner: ownerId === undefined ? null : (owner?.email ?? ownerId) };
  });
};

type Expected = AcidCase['expected'];

const sorted = (records: Expected['records']): Expected['records'] => {
  const text = ({ properties, owner }: Expected['records'][number]): string =>
    JSON.stringify([Object.entries(properties).sort(), owner]);
  return records.toSorted((a, b) => (text(a) < text(b) ? -1 : 1));
};

/** What a case expects, its records in an order in which they can be compared. */
export const expectedOf = ({ expected }: AcidCase): Expected => ({
  ...expected,
  records: sorted(expected.records),
});

/** Imports a case's file into empty tables and tells what came of it, as the case's expectation is written. */
export const outcomeOf = async (one: AcidCase, dynamo: TestDynamo): Promise<Expected> => {
  const service = importService(dynamo);
  const desk = rotationDesk(dynamo);
  await setUp(one, desk, dynamo);
  const job = await importFile(one, service, dynamo);
  for (const batch of service.enrolled) await rotate(desk.worker(), batch);
  const { state, unknownColumns, metadata } = importReply(job);
  if (state !== 'DONE' && state !== 'FAILED') throw new Error(`The import is ${state} for ever.`);
  return {
    state,
    counters: metadata.counters,
    unknownColumns,
    errors: await errorsOf(one, job, service),
    records: sorted(await recordsOf(one, service)),
  };
};
