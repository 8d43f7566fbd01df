import type { RotationQueue } from '../../../lib/app/ports/rotations.ts';
import type { WorkflowQueue } from '../../../lib/app/ports/workflows.ts';
import type { Draw } from '../../../lib/domain/rotation/random.ts';
import { ownerStore } from '../../../lib/store/directory/owner-store.ts';
import { propertyCatalog } from '../../../lib/store/directory/property-store.ts';
import { settingsStore } from '../../../lib/store/directory/settings-store.ts';
import { teamStore } from '../../../lib/store/directory/team-store.ts';
import type { Dynamo } from '../../../lib/store/dynamo.ts';
import { recordStore } from '../../../lib/store/records/record-store.ts';
import { rotationLedger } from '../../../lib/store/rotations/rotation-ledger.ts';
import { rotationStore } from '../../../lib/store/rotations/rotation-store.ts';
import { drawsOf, oneOf } from '../draws.ts';
import type { TestDynamo, TestTables } from '../dynamo.ts';
import { stormOver } from '../fault-injector.ts';
import { withFaults } from '../faults.ts';
import type { Life } from '../hazards.ts';
import { type Actor, type Turns, takingTurns } from '../turns.ts';
import type { Fence } from './fences.ts';
import { type Mailbox, mailbox } from './mailbox.ts';
import { type Commit, noticesDecisions } from './witness.ts';

/** What a schedule happens to: the tables, the queue, the time, and what is noted about all of it. */
export type World = {
  schedule: number;
  dynamo: TestDynamo;
  turns: Turns;
  mailbox: Mailbox;
  now: () => string;
  skip: (minutes: number) => void;
  /** How rare faults are here. */
  oneIn: number;
  /** Whether there is often nobody to give a record to. */
  scarce: boolean;
  /** The decisions that were committed, with the turn in which they were. */
  commits: Commit[];
  /** What happened, line by line, for who wants to understand a run. */
  notes: string[];
  ownerIds: string[];
  recordIds: string[];
  rotationIds: string[];
  /** The rotations that were ever told to overwrite. */
  overwriting: Set<string>;
  /** The rotations that mind whether somebody is at work. */
  minding: Set<string>;
  /** The owners who have no seat. */
  withoutSeat: Set<string>;
  fences: Fence[];
  /** The turn after which nothing was left to do. */
  quietSince: number;
  /** What is wrong. */
  problems: string[];
};

const start = Date.parse('2026-03-02T08:00:00.000Z');
const millisecondsPerTurn = 250;

/** An empty world. Its time goes by its turns, and as far as somebody skips it. */
export const newWorld = (schedule: number, dynamo: TestDynamo): World => {
  const turns = takingTurns(drawsOf(schedule, 'turns'));
  let skipped = 0;
  return {
    schedule,
    dynamo,
    turns,
    mailbox: mailbox(),
    now: () => new Date(start + turns.taken() * millisecondsPerTurn + skipped).toISOString(),
    skip: (minutes) => {
      skipped += minutes * 60_000;
    },
    oneIn: oneOf(drawsOf(schedule, 'weather'), [6, 12, 25, 80]),
    scarce: schedule % 2 === 0,
    commits: [],
    notes: [],
    ownerIds: [],
    recordIds: [],
    rotationIds: [],
    overwriting: new Set(),
    minding: new Set(),
    withoutSeat: new Set(),
    fences: [],
    quietSince: Number.POSITIVE_INFINITY,
    problems: [],
  };
};

const storesOn = (client: Dynamo, tables: TestTables) => ({
  rotations: rotationStore(client, tables),
  ledger: rotationLedger(client, tables),
  records: recordStore(client, tables),
  owners: ownerStore(client, tables.directory),
  properties: propertyCatalog(client, tables.directory),
  teams: teamStore(client, tables.directory),
  settings: settingsStore(client, tables.directory),
});

type Stores = ReturnType<typeof storesOn>;

/** Whatever the use cases ask for. */
export type Deps = Stores & {
  queue: RotationQueue;
  workflowQueue: WorkflowQueue;
  now: () => string;
  newId: () => string;
  newRecordId: () => string;
  newSortableId: () => string;
  newSeed: () => string;
};

/** Somebody who takes part, with draws and a client of their own. */
export type Participant = { name: string; actor: Actor; draw: Draw; deps: Deps };

/** `storm`: faults everywhere. `fair`: none, but others come in between. `calm`: nobody else is there. */
export type Weather = 'storm' | 'fair' | 'calm';

/** Lets somebody join. Whoever is given a life may lose it in a storm. */
export const join = (
  world: World,
  name: string,
  { weather = 'storm', life }: { weather?: Weather; life?: Life } = {},
): Participant => {
  const { schedule, dynamo, turns, commits } = world;
  const draw = drawsOf(schedule, name);
  const actor = turns.join();
  const oneIn = weather === 'storm' ? world.oneIn : Number.POSITIVE_INFINITY;
  const faults = stormOver(world, name, { oneIn, actor, life });
  const client = withFaults(dynamo, ...(weather === 'calm' ? [] : faults), noticesDecisions(commits, turns));
  let made = 0;
  const newId = (): string => String(1_000_000 + turns.taken() * 1_000 + ++made);
  return {
    name,
    actor,
    draw,
    deps: {
      ...storesOn(client, dynamo.tables),
      // Nothing here comes from a workflow.
      workflowQueue: { send: () => Promise.reject(new Error('There is no workflow.')) },
      queue: world.mailbox.queue(actor, draw, () => weather === 'storm' && draw(oneIn) === 0),
      now: world.now,
      newId,
      newRecordId: newId,
      newSortableId: () => `e${String(turns.taken()).padStart(7, '0')}${name}${++made}`,
      newSeed: () => Array.from({ length: 32 }, () => draw(16).toString(16)).join(''),
    },
  };
};
