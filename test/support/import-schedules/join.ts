import type { ApplyDeps } from '../../../lib/app/import/apply-deps.ts';
import type { GiveUpDeps, StartDeps } from '../../../lib/app/import/import-deps.ts';
import type { ApplyQueue } from '../../../lib/app/ports/applies.ts';
import type { OwnerStore } from '../../../lib/app/ports/directory.ts';
import type { ImportFiles } from '../../../lib/app/ports/import-file.ts';
import type { ImportQueue } from '../../../lib/app/ports/import-queue.ts';
import type { ImportJobStore } from '../../../lib/app/ports/jobs.ts';
import type { RecordStore } from '../../../lib/app/ports/records.ts';
import type { Draw } from '../../../lib/domain/rotation/random.ts';
import { ownerStore } from '../../../lib/store/directory/owner-store.ts';
import { propertyCatalog } from '../../../lib/store/directory/property-store.ts';
import { applyStore } from '../../../lib/store/jobs/apply-store.ts';
import { forecastStore } from '../../../lib/store/jobs/forecast-store.ts';
import { importJobStore } from '../../../lib/store/jobs/import-job-store.ts';
import { importRequestStore } from '../../../lib/store/jobs/import-request-store.ts';
import { recordStore } from '../../../lib/store/records/record-store.ts';
import { rotationReader } from '../../../lib/store/rotations/rotation-store.ts';
import { drawsOf, oneOf } from '../draws.ts';
import { stormOver } from '../fault-injector.ts';
import { connectionLost, withFaults } from '../faults.ts';
import type { Life } from '../hazards.ts';
import type { Actor } from '../turns.ts';
import type { World } from './world.ts';

/** A bucket whose requests are lost, or break off in the middle, now and then. */
const filesOf = ({ bucket: { files } }: World, fails: () => boolean): ImportFiles => {
  const sometimes = async <T>(request: Promise<T>): Promise<T> => {
    if (fails()) throw connectionLost();
    return request;
  };
  return {
    ...files,
    describe: (file) => sometimes(files.describe(file)),
    read: (file, from, to) => sometimes(files.read(file, from, to)),
    async open(file, from) {
      const pieces = await sometimes(files.open(file, from));
      if (pieces === undefined) return undefined;
      return (async function* () {
        for await (const piece of pieces) {
          if (!fails()) {
            yield piece;
            continue;
          }
          yield piece.subarray(0, Math.floor(piece.length / 2));
          throw connectionLost();
        }
      })();
    },
  };
};

/** The way into the mailbox: requests or their answers are lost now and then, and messages come once, twice or three times. */
const queueInto = (world: World, actor: Actor, draw: Draw, fails: () => boolean): ImportQueue => {
  const post = (bodies: readonly object[]): Promise<void> =>
    actor.act(async () => {
      if (fails()) throw connectionLost();
      for (const body of bodies.map((one) => JSON.stringify(one))) {
        world.sent.push(body);
        const copies = oneOf(draw, [1, 1, 2, 3]);
        for (let copy = 1; copy <= copies; copy++) world.mailbox.post(`${world.sent.length}.${copy}`, body);
      }
      if (fails()) throw connectionLost();
    });
  return {
    send: (importId, chunks) => post(chunks.map((chunk) => ({ importId, chunk }))),
    sendRest: (importId, split) => post([{ importId, split }]),
  };
};

/** The way to whoever goes on with an apply: as bad as the other one. */
const applyQueueInto = (world: World, actor: Actor, draw: Draw, fails: () => boolean): ApplyQueue => ({
  send: (dryRunId) =>
    actor.act(async () => {
      if (fails()) throw connectionLost();
      world.applyMail.post('apply', dryRunId, oneOf(draw, [1, 1, 2]));
      if (fails()) throw connectionLost();
    }),
});

/** Whatever the use cases ask for. */
export type Deps = StartDeps &
  GiveUpDeps &
  ApplyDeps & { jobs: ImportJobStore; owners: OwnerStore; records: RecordStore; newRecordId: () => string };

/** Somebody who takes part, with draws and a client of their own. */
export type Participant = { name: string; actor: Actor; draw: Draw; deps: Deps };

/** Lets somebody join. Whoever is in calm weather has no faults; whoever is given a life may lose it. */
export const join = (
  world: World,
  name: string,
  { calm = false, life }: { calm?: boolean; life?: Life } = {},
): Participant => {
  const { schedule, dynamo, turns, oneIn } = world;
  const draw = drawsOf(schedule, name);
  const actor = turns.join();
  const weather = calm ? [] : stormOver(world, name, { oneIn, actor, life });
  const client = withFaults(dynamo, ...weather);
  const fails = (): boolean => !calm && draw(2 * oneIn) === 0;
  const { tables } = dynamo;
  const jobs = importJobStore(client, tables.jobs);
  const queue = queueInto(world, actor, draw, fails);
  return {
    name,
    actor,
    draw,
    deps: {
      jobs,
      imports: jobs,
      requests: importRequestStore(client, tables.jobs),
      records: recordStore(client, tables),
      owners: ownerStore(client, tables.directory),
      properties: propertyCatalog(client, tables.directory),
      rotations: rotationReader(client, tables.directory),
      forecasts: forecastStore(client, tables.jobs),
      files: filesOf(world, fails),
      queue,
      importQueue: queue,
      applies: applyStore(client, tables.jobs),
      applyQueue: applyQueueInto(world, actor, draw, fails),
      rotationQueue: { send: () => Promise.reject(new Error('Nothing here goes through a rotation.')) },
      chunkLimits: { rows: world.rowsPerChunk, bytes: 256 * 1024 },
      now: world.now,
      newRecordId: () => {
        throw new Error('Nobody here makes a record by hand.');
      },
    },
  };
};
