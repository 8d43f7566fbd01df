import type { Context, DynamoDBRecord } from 'aws-lambda';
import { createHandler as notifyHandler } from '../../functions/notify/handler.ts';
import { createHandler as tellHandler } from '../../functions/tell-owners/handler.ts';
import type { LookDeps } from '../../lib/app/notify/look.ts';
import type { OwnerChange } from '../../lib/domain/change.ts';
import type { Look } from '../../lib/domain/notification/look.ts';
import type { Notification } from '../../lib/domain/notification/notification.ts';
import type { Owner } from '../../lib/domain/owner/owner.ts';
import { changeFromImage } from '../../lib/store/change-image.ts';
import { changeStore } from '../../lib/store/change-store.ts';
import { ownerStore } from '../../lib/store/directory/owner-store.ts';
import type { Dynamo } from '../../lib/store/dynamo.ts';
import { runStates } from '../../lib/store/jobs/run-states.ts';
import { noticeStore } from '../../lib/store/notices/notice-store.ts';
import { recordStore } from '../../lib/store/records/record-store.ts';
import { anId, anOwner, someTime } from './builders.ts';
import type { TestDynamo } from './dynamo.ts';
import { eventOf } from './schedules/mailbox.ts';
import { streamReader } from './stream-reader.ts';

/** A look on its way, and when it may be seen. */
export type Sent = { look: Look & { noticeId: string }; at: number };

/** Where what a worker does meets what may befall it; each call of a queue or a topic is made through it. */
export type Gate = (call: () => Promise<void>) => Promise<void>;

const usualDelayMs = 5_000;
const visibilityMs = 360_000;
const open: Gate = (call) => call();

/** Everything that tells owners, on a test's tables; queue and topic keep what is sent until the test looks at it. */
export const noticeDesk = (dynamo: TestDynamo) => {
  const { client, tables } = dynamo;
  const sent: Sent[] = [];
  const published: Notification[] = [];
  let clock = Date.parse(someTime);
  const changes = changeStore(client, tables.changes);
  const owners = ownerStore(client, tables.directory);
  const told = streamReader(dynamo, 'changes');

  const worker = (on: Dynamo = client, gate: Gate = open): LookDeps => ({
    notices: noticeStore(on, tables.notices),
    runs: runStates(on, tables.jobs),
    owners: ownerStore(on, tables.directory),
    records: recordStore(on, tables),
    looks: {
      send: (look, inSeconds) =>
        gate(async () => {
          sent.push({ look, at: clock + (inSeconds === undefined ? usualDelayMs : inSeconds * 1_000) });
        }),
    },
    topic: {
      publish: (notification) =>
        gate(async () => {
          published.push(notification);
        }),
    },
    now: () => new Date(clock).toISOString(),
  });
  return {
    sent,
    published,
    worker,
    records: recordStore(client, tables),
    async owner(fields: Partial<Owner> = {}): Promise<Owner> {
      const owner = anOwner(fields);
      await owners.create(owner);
      return owner;
    },
    /** What the stream of the history tells of these changes once they are written. */
    async streamOf(some: readonly OwnerChange[]): Promise<DynamoDBRecord[]> {
      await told();
      await changes.putAll(some);
      return told();
    },
    /** Hands a batch of the stream to the function that notes gains. */
    async note(Records: DynamoDBRecord[], deps: LookDeps = worker()): Promise<void> {
      await notifyHandler({ ...deps, changeFromImage })({ Records }, {} as Context);
    },
    /** Hands a look to the function that tells; false if it is to come again. */
    async deliver({ look }: Sent, deps: LookDeps = worker()): Promise<boolean> {
      const event = eventOf([{ messageId: anId(), group: anId(), body: JSON.stringify(look), receives: 0 }]);
      const { batchItemFailures } = await tellHandler(deps)(event, {} as Context);
      return batchItemFailures.length === 0;
    },
    /** The look that may be seen first, at its time. */
    next(): Sent | undefined {
      sent.sort((a, b) => a.at - b.at);
      const first = sent.shift();
      if (first !== undefined) clock = Math.max(clock, first.at);
      return first;
    },
    /** Gives a look back, to be seen again when the queue hides it no more. */
    giveBack: ({ look }: Sent): void => {
      sent.push({ look, at: clock + visibilityMs });
    },
    /** Delivers every look at its time, and what is sent meanwhile, each so many times. */
    async deliverAll(times = 1): Promise<void> {
      for (let message = this.next(); message !== undefined; message = this.next()) {
        for (let n = 0; n < times; n++) await this.deliver(message);
      }
    },
    pass(seconds: number): void {
      clock += seconds * 1_000;
    },
  };
};

export type NoticeDesk = ReturnType<typeof noticeDesk>;
