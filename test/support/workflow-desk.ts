import { createHandler as createEnroll } from '../../functions/enroll/handler.ts';
import { createHandler } from '../../functions/workflows/handler.ts';
import type { WorkflowStore } from '../../lib/app/ports/workflows.ts';
import { retryHeld } from '../../lib/app/rotation/retry-held.ts';
import { rotate } from '../../lib/app/rotation/rotate.ts';
import { type RunDeps, runMessage } from '../../lib/app/workflow/run-message.ts';
import type { Job } from '../../lib/domain/job/job.ts';
import type { RecordWrite } from '../../lib/domain/record/unique-key.ts';
import type { WorkflowEnrollment } from '../../lib/domain/workflow/enrollment.ts';
import type { Action, Workflow } from '../../lib/domain/workflow/workflow.ts';
import { propertyCatalog } from '../../lib/store/directory/property-store.ts';
import type { Dynamo } from '../../lib/store/dynamo.ts';
import { jobStore } from '../../lib/store/jobs/job-store.ts';
import { companyContacts } from '../../lib/store/records/company-contacts.ts';
import { recordFromImage } from '../../lib/store/records/record-image.ts';
import { recordStore } from '../../lib/store/records/record-store.ts';
import { clonedWorkflows } from '../../lib/store/workflows/cloned-workflows.ts';
import { enrollmentStore } from '../../lib/store/workflows/enrollment-store.ts';
import { workflowStore } from '../../lib/store/workflows/workflow-store.ts';
import { aContact, anId, anOwner, aWorkflow, changed, someTime } from './builders.ts';
import type { TestDynamo } from './dynamo.ts';
import { call, type TestRequest } from './http-event.ts';
import { rotationDesk } from './rotation-desk.ts';
import { streamReader } from './stream-reader.ts';

const scopes = ['automation', 'crm.objects.contacts.read', 'crm.objects.contacts.write'];

/** Everything that workflows work with on a test's tables, whose queues keep what is sent until the test delivers it. */
export const workflowDesk = (dynamo: TestDynamo) => {
  const { client, tables } = dynamo;
  const desk = rotationDesk(dynamo);
  const { records, owners, queued, told } = desk;
  let clock = Date.parse(someTime);
  // Each moment is another, so that enrollments have an order.
  const now = (): string => new Date(clock++).toISOString();
  const workflows = workflowStore(client, tables.directory);
  const enrollments = enrollmentStore(client, tables);
  const properties = propertyCatalog(client, tables.directory);
  const workflowQueue = {
    send: async (messages: readonly (typeof told)[number][]) => {
      told.push(...messages);
    },
  };
  const runner = (on: Dynamo = client): RunDeps & { workflows: WorkflowStore } => ({
    workflows: workflowStore(on, tables.directory),
    enrollments: enrollmentStore(on, tables),
    records: recordStore(on, tables),
    owners,
    properties,
    rotationQueue: desk.queue,
    now,
  });
  // The account does not want contacts to follow their companies.
  const companyOwners = { send: () => Promise.reject(new Error('Nobody follows.')) };
  const enroll = createEnroll({
    ...desk,
    companyContacts: companyContacts(client, tables.records),
    companyOwners,
    workflows,
    enrollments,
    properties,
    workflowQueue,
    recordFromImage,
    now,
  });
  const jobQueue = {
    send: async (job: Job) => {
      desk.jobs.push(job);
    },
  };
  const api = createHandler({
    ...desk,
    workflows,
    clones: clonedWorkflows(client, tables),
    enrollments,
    properties,
    workflowQueue,
    jobs: jobStore(client, tables.jobs),
    jobQueue,
    now,
    newId: anId,
  });
  const toldByStream = streamReader(dynamo);
  const rotating = { ...desk.worker(), now };

  /** Hands what the stream has told since the last time to `enroll`, each batch so many times. */
  const follow = async (times = 1, batchSize = 100): Promise<number> => {
    const Records = await toldByStream();
    for (let start = 0; start < Records.length; start += batchSize)
      for (let n = 0; n < times; n++)
        await enroll({ Records: Records.slice(start, start + batchSize) }, {} as never);
    return Records.length;
  };
  /** Delivers what is in both queues, and what is put there meanwhile, each message so many times. */
  const work = async (times = 1): Promise<void> => {
    while (told.length + queued.length > 0) {
      for (const message of told.splice(0))
        for (let n = 0; n < times; n++) await runMessage(runner(), message);
      for (const batch of queued.splice(0)) for (let n = 0; n < times; n++) await rotate(rotating, batch);
    }
  };
  return {
    ...desk,
    tables,
    client,
    toldByStream,
    now,
    workflows,
    enrollments,
    runner,
    follow,
    work,
    ask: (route: string, request: TestRequest = {}) => call(api, route, { scopes, ...request }),
    /** Lets everything happen that what was written leads to, each delivery so many times. */
    async settle(times = 1, batchSize = 100): Promise<void> {
      while ((await follow(times, batchSize)) > 0) await work(times);
    },
    async retryHeld(rotationId: string): Promise<void> {
      await retryHeld(rotating, rotationId);
    },
    async owner(fields: Parameters<typeof anOwner>[0] = {}): Promise<string> {
      const owner = anOwner(fields);
      await owners.create(owner);
      return owner.id;
    },
    async changeOwner(id: string, fields: Parameters<typeof anOwner>[0]): Promise<void> {
      const before = await owners.get(id);
      if (before === undefined) throw new Error(`There is no owner ${id}.`);
      await owners.replace(before, { ...before, ...fields, version: before.version + 1 });
    },
    /** A workflow of contacts that is switched on. */
    async open(actions: readonly Action[], fields: Partial<Workflow> = {}): Promise<Workflow> {
      const workflow = aWorkflow(actions, { triggersSince: now(), ...fields });
      await workflows.create(workflow);
      return workflow;
    },
    openRotation: desk.open,
    async contact(properties: Record<string, string> = {}): Promise<string> {
      const contact = aContact();
      const at = now();
      const after = { ...contact, properties: { ...contact.properties, ...properties } };
      await records.commit([
        { before: undefined, after: { ...after, lastWrite: { ...after.lastWrite, at } } },
      ]);
      return contact.id;
    },
    async change(id: string, properties: Record<string, string>, fields: object = {}): Promise<RecordWrite> {
      const before = await records.get('contacts', id);
      if (before === undefined) throw new Error(`There is no contact ${id}.`);
      const after = changed(before, { properties: { ...before.properties, ...properties }, ...fields });
      const write = { before, after: { ...after, lastWrite: { ...after.lastWrite, at: now() } } };
      await records.commit([write]);
      return write;
    },
    async enrolled(workflowId: string): Promise<WorkflowEnrollment[]> {
      const { results } = await enrollments.list(workflowId, { limit: 1_000 });
      return results;
    },
  };
};

export type WorkflowDesk = ReturnType<typeof workflowDesk>;
