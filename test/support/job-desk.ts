import { createHandler as recordChanges } from '../../functions/record-changes/handler.ts';
import type { JobDeps } from '../../lib/app/jobs/job-deps.ts';
import { runJob } from '../../lib/app/jobs/run-job.ts';
import { startJob } from '../../lib/app/jobs/start-job.ts';
import { undoJob } from '../../lib/app/jobs/undo-job.ts';
import type { WorkflowMessage } from '../../lib/app/ports/workflows.ts';
import { type HandoverJob, type Job, newHandover } from '../../lib/domain/job/job.ts';
import type { ObjectType } from '../../lib/domain/object-type.ts';
import type { Owner } from '../../lib/domain/owner/owner.ts';
import { type CrmRecord, ownerOf } from '../../lib/domain/record/record.ts';
import { newSeed, newSortableId } from '../../lib/runtime/ids.ts';
import { changeStore } from '../../lib/store/change-store.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { propertyCatalog } from '../../lib/store/directory/property-store.ts';
import type { Dynamo } from '../../lib/store/dynamo.ts';
import { createdRows } from '../../lib/store/jobs/created-rows.ts';
import { jobPages } from '../../lib/store/jobs/job-pages.ts';
import { jobStore } from '../../lib/store/jobs/job-store.ts';
import { ownedRecords } from '../../lib/store/jobs/owned-records.ts';
import { propertyHistory, runHistory } from '../../lib/store/jobs/run-history.ts';
import { selectionStore } from '../../lib/store/jobs/selection-store.ts';
import { typedRecords } from '../../lib/store/jobs/typed-records.ts';
import { recordFromImage } from '../../lib/store/records/record-image.ts';
import { recordStore } from '../../lib/store/records/record-store.ts';
import { rotationLedger } from '../../lib/store/rotations/rotation-ledger.ts';
import { enrollmentOpener } from '../../lib/store/workflows/enrollment-store.ts';
import { workflowStore } from '../../lib/store/workflows/workflow-store.ts';
import { anAssignment, anId, anOwner, aRecord, changed, someTime } from './builders.ts';
import type { TestDynamo } from './dynamo.ts';
import { streamReader } from './stream-reader.ts';

export type Sent = { job: Job; delaySeconds: number };

/** Everything that jobs work with on a test's tables, whose queue keeps what is sent until the test delivers it. */
export const jobDesk = (dynamo: TestDynamo) => {
  const { client, tables } = dynamo;
  const sent: Sent[] = [];
  const toWorkflows: WorkflowMessage[] = [];
  let clock = Date.parse(someTime);
  const worker = (dynamoClient: Dynamo = client): JobDeps => ({
    jobs: jobStore(dynamoClient, tables.jobs),
    pages: jobPages(dynamoClient, tables),
    queue: {
      send: async (job, delaySeconds) => {
        sent.push({ job, delaySeconds });
      },
    },
    owned: ownedRecords(dynamoClient, tables.records),
    run: runHistory(dynamoClient, tables.changes),
    history: propertyHistory(dynamoClient, tables.changes),
    created: createdRows(dynamoClient, tables.jobs),
    selections: selectionStore(dynamoClient, tables.jobs),
    typed: typedRecords(dynamoClient, tables.records),
    properties: propertyCatalog(dynamoClient, tables.directory),
    records: recordStore(dynamoClient, tables),
    owners: ownerStore(dynamoClient, tables.directory),
    workflows: workflowStore(dynamoClient, tables.directory),
    enrollments: enrollmentOpener(dynamoClient, tables.enrollments),
    workflowQueue: {
      send: async (messages) => {
        toWorkflows.push(...messages);
      },
    },
    ledger: rotationLedger(dynamoClient, tables),
    newSeed,
    newSortableId,
    // Each moment is another, so that changes have an order.
    now: () => new Date(clock++).toISOString(),
  });
  const deps = worker();
  const records = recordStore(client, tables);
  const owners = ownerStore(client, tables.directory);
  const properties = propertyCatalog(client, tables.directory);
  const told = streamReader(dynamo);
  const historian = recordChanges({
    changes: changeStore(client, tables.changes),
    properties,
    recordFromImage,
  });

  const jobNow = async (id: string): Promise<Job> => {
    const job = await deps.jobs.get(id);
    if (job === undefined) throw new Error(`There is no job ${id}.`);
    return job;
  };
  return {
    records,
    owners,
    properties,
    sent,
    toWorkflows,
    worker,
    jobNow,
    owned: ownedRecords(client, tables.records),
    run: runHistory(client, tables.changes),
    selections: selectionStore(client, tables.jobs),
    /** An owner who is in the directory. */
    async owner(fields: Partial<Owner> = {}): Promise<string> {
      const owner = anOwner(fields);
      await owners.create(owner);
      return owner.id;
    },
    async deactivate(id: string, fields: Partial<Owner> = { active: false }): Promise<void> {
      const before = await owners.get(id);
      if (before === undefined) throw new Error(`There is no owner ${id}.`);
      await owners.replace(before, { ...before, version: before.version + 1, ...fields });
    },
    /** New records of an owner, by id. */
    async recordsOf(ownerId: string, objectType: ObjectType, count: number): Promise<string[]> {
      const made = Array.from({ length: count }, () =>
        aRecord(objectType, { properties: { hubspot_owner_id: ownerId } }),
      );
      for (let start = 0; start < count; start += 100) {
        const some = made.slice(start, start + 100);
        await records.commit(some.map((after) => ({ before: undefined, after })));
      }
      return made.map(({ id }) => id);
    },
    async assign(objectType: ObjectType, id: string, ownerId: string | null): Promise<void> {
      const write = { id: anId(), at: deps.now(), source: 'API', actor: 'eve', notify: true } as const;
      await records.assign(anAssignment({ objectType, id }, ownerId, { write }));
    },
    /** Writes a record without touching its owner. */
    async change(objectType: ObjectType, id: string, fields: Partial<CrmRecord>): Promise<void> {
      const before = await records.get(objectType, id);
      if (before === undefined) throw new Error(`There is no record ${id}.`);
      await records.commit([{ before, after: changed(before, fields) }]);
    },
    async ownersOf(objectType: ObjectType, ids: readonly string[]): Promise<(string | null)[]> {
      const found = await records.getMany(objectType, ids);
      return ids.map((id) => {
        const record = found.get(id);
        return record === undefined ? null : ownerOf(record);
      });
    },
    /** A handover that has been started: its message is in the queue. */
    async start(
      fields: Pick<HandoverJob, 'from' | 'to'> & Partial<Pick<HandoverJob, 'objectTypes' | 'total'>>,
    ): Promise<Job> {
      const job = newHandover({
        id: `job-${anId()}`,
        actor: 'ada@example.com',
        objectTypes: ['contacts'],
        total: 1,
        at: deps.now(),
        ...fields,
      });
      return startJob(deps, job);
    },
    undo: async (id: string): Promise<Job> => undoJob(deps, await jobNow(id), 'bob@example.com'),
    /** Hands one message to a worker; on another client, one with faults say, if given. */
    deliver: (job: Job, on?: Dynamo): Promise<Job> => runJob(worker(on), job),
    /** Delivers what is in the queue, and what is put there meanwhile, each message so many times. */
    async deliverAll(times = 1): Promise<void> {
      for (let message = sent.shift(); message !== undefined; message = sent.shift())
        for (let n = 0; n < times; n++) await runJob(deps, message.job);
    },
    /** Lets the history follow what has been written until now. */
    async catchUp(): Promise<void> {
      const Records = await told();
      for (let start = 0; start < Records.length; start += 100)
        await historian({ Records: Records.slice(start, start + 100) }, {} as never);
    },
    /** Lets so much time pass. */
    pass(hours: number): void {
      clock += hours * 3_600_000;
    },
  };
};

export type JobDesk = ReturnType<typeof jobDesk>;
