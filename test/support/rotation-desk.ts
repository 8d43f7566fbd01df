import type { HandoverDeps } from '../../functions/owners/handover-route.ts';
import type { OwnerStore, SettingsStore, TeamStore } from '../../lib/app/ports/directory.ts';
import type { PropertyCatalog } from '../../lib/app/ports/properties.ts';
import type { RecordStore } from '../../lib/app/ports/records.ts';
import type {
  QueuedBatch,
  RotationLedger,
  RotationQueue,
  RotationStore,
} from '../../lib/app/ports/rotations.ts';
import type { WorkflowMessage, WorkflowQueue, WorkflowStore } from '../../lib/app/ports/workflows.ts';
import type { RetryHeldDeps } from '../../lib/app/rotation/retry-held.ts';
import type { Job } from '../../lib/domain/job/job.ts';
import type { Rotation } from '../../lib/domain/rotation/rotation.ts';
import { newStandings, type Standings } from '../../lib/domain/rotation/standings.ts';
import { newSeed, newSortableId } from '../../lib/runtime/ids.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import { propertyCatalog } from '../../lib/store/directory/property-store.ts';
import { settingsStore } from '../../lib/store/directory/settings-store.ts';
import { teamStore } from '../../lib/store/directory/team-store.ts';
import type { Dynamo } from '../../lib/store/dynamo.ts';
import { jobStore } from '../../lib/store/jobs/job-store.ts';
import { ownedRecords } from '../../lib/store/jobs/owned-records.ts';
import { recordStore } from '../../lib/store/records/record-store.ts';
import { rotationLedger } from '../../lib/store/rotations/rotation-ledger.ts';
import { rotationStore } from '../../lib/store/rotations/rotation-store.ts';
import { workflowStore } from '../../lib/store/workflows/workflow-store.ts';
import { aContact, anId, anOwner, aRotationAmong, someTime } from './builders.ts';
import type { TestDynamo } from './dynamo.ts';

/** All the stores that a rotation works with, and quick ways to fill them. */
export type RotationDesk = {
  rotations: RotationStore;
  ledger: RotationLedger;
  records: RecordStore;
  owners: OwnerStore;
  settings: SettingsStore;
  workflows: WorkflowStore;
  teams: TeamStore;
  properties: PropertyCatalog;
  queue: RotationQueue;
  /** What was put into the queue: batches, and the rotations that are to try again what they hold. Oldest first. */
  queued: QueuedBatch[];
  retries: string[];
  /** What workflows were told. */
  told: WorkflowMessage[];
  now: () => string;
  newId: () => string;
  newSortableId: () => string;
  newSeed: () => string;
  /** What handing over works with, and the jobs that it put into their queue. */
  handover: HandoverDeps;
  jobs: Job[];
  /** What the worker works with; on another client, one with faults say, if given. */
  worker: (client?: Dynamo) => RetryHeldDeps;
  /** A rotation among so many new owners. */
  open: (owners: number, fields?: Partial<Rotation>) => Promise<{ rotation: Rotation; ownerIds: string[] }>;
  /** New contacts without an owner, by id. */
  contacts: (count: number) => Promise<string[]>;
  /** Who owns each of these contacts, null where nobody does. */
  ownersOf: (recordIds: readonly string[]) => Promise<(string | null)[]>;
  standings: (rotationId: string) => Promise<Standings>;
};

export const rotationDesk = ({ client, tables }: TestDynamo): RotationDesk => {
  const stores = (dynamo: Dynamo) => ({
    ledger: rotationLedger(dynamo, tables),
    records: recordStore(dynamo, tables),
    owners: ownerStore(dynamo, tables.directory),
  });
  const rotations = rotationStore(client, tables);
  const queued: QueuedBatch[] = [];
  const retries: string[] = [];
  const jobs: Job[] = [];
  const queue: RotationQueue = {
    send: async (batches) => {
      queued.push(...batches);
    },
    retryHeld: async (rotationIds) => {
      retries.push(...rotationIds);
    },
  };
  const told: WorkflowMessage[] = [];
  const workflowQueue: WorkflowQueue = {
    send: async (messages) => {
      told.push(...messages);
    },
  };
  const { ledger, records, owners } = stores(client);
  return {
    rotations,
    ledger,
    records,
    owners,
    settings: settingsStore(client, tables.directory),
    workflows: workflowStore(client, tables.directory),
    teams: teamStore(client, tables.directory),
    properties: propertyCatalog(client, tables.directory),
    queue,
    queued,
    retries,
    told,
    now: () => someTime,
    newId: anId,
    newSortableId,
    newSeed,
    handover: {
      owners,
      rotations,
      owned: ownedRecords(client, tables.records),
      jobs: jobStore(client, tables.jobs),
      queue: {
        send: async (job) => {
          jobs.push(job);
        },
      },
      now: () => someTime,
      newSortableId,
    },
    jobs,
    worker: (dynamo = client) => ({ ...stores(dynamo), queue, workflowQueue, now: () => someTime, newSeed }),
    async open(count, fields) {
      const made = Array.from({ length: count }, () => anOwner());
      for (const owner of made) await owners.create(owner);
      const ownerIds = made.map(({ id }) => id);
      const rotation = aRotationAmong(ownerIds, fields);
      await rotations.create(rotation, newStandings(rotation.id, ownerIds), []);
      return { rotation, ownerIds };
    },
    async contacts(count) {
      const made = Array.from({ length: count }, () => aContact());
      for (let start = 0; start < count; start += 50) {
        await records.commit(
          made.slice(start, start + 50).map((record) => ({ before: undefined, after: record })),
        );
      }
      return made.map(({ id }) => id);
    },
    async ownersOf(recordIds) {
      const found = await records.getMany('contacts', recordIds);
      return recordIds.map((id) => found.get(id)?.properties['hubspot_owner_id'] ?? null);
    },
    async standings(rotationId) {
      const standings = await ledger.standings(rotationId);
      if (standings === undefined) throw new Error(`Rotation ${rotationId} has no standings.`);
      return standings;
    },
  };
};
