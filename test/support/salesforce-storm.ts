import type { DynamoDBRecord } from 'aws-lambda';
import type { Draw } from '../../lib/domain/rotation/random.ts';
import type { OutgoingChange } from '../../lib/domain/salesforce/decide-outgoing.ts';
import { type DeliveryStorm, deliveryStorm } from './delivery-storm.ts';
import { between, oneOf } from './draws.ts';
import type { TestDynamo } from './dynamo.ts';
import type { Worker } from './mortal.ts';
import type { SalesforceDesk } from './salesforce-desk.ts';
import type { Said, salesforceOrg } from './salesforce-org.ts';

type Delivery =
  | { way: 'HTTP' | 'queue'; messageId: string; changes: readonly Said[] }
  | { way: 'stream'; from: number };

/**
 * What Salesforce says comes in pieces, late, twice and in any order, by request and by queue, while the history's stream is read in its
 * order, by one worker at a time, who begins again where the last one died; some batches come once more much later.
 */
export const salesforceStorm = (
  { desk, org, dynamo }: { desk: SalesforceDesk; org: ReturnType<typeof salesforceOrg>; dynamo: TestDynamo },
  draw: Draw,
): DeliveryStorm<Delivery> & { published: readonly OutgoingChange[] } => {
  const history: DynamoDBRecord[] = [];
  const published: OutgoingChange[] = [];
  let read = 0;
  let heard = 0;
  let messages = 0;
  let reader: Promise<unknown> = Promise.resolve();

  const readOn = async ({ client, around }: Worker): Promise<void> => {
    const again = draw(4) === 0 ? draw(read + 1) : read;
    const batch = history.slice(again, again + between(draw, 1, 12));
    const topic = { publish: (change: OutgoingChange) => around(async () => void published.push(change)) };
    if (batch.length > 0) await desk.tell(batch, client, topic);
    read = Math.max(read, again + batch.length);
  };
  const deliver = async (delivery: Delivery, worker: Worker): Promise<void> => {
    if (delivery.way === 'stream') {
      const turn = reader.then(() => readOn(worker));
      reader = turn.catch(() => undefined);
      return turn;
    }
    const { way, messageId, changes } = delivery;
    if (way === 'HTTP') {
      const { results } = await desk.take(changes, worker.client);
      if (results.some(({ outcome }) => outcome === 'FAILED')) throw new Error('Send them again.');
    } else {
      const { batchItemFailures } = await desk.receive({ [messageId]: { changes } }, worker.client);
      if (batchItemFailures.length > 0) throw new Error('It comes again.');
    }
  };
  const hear = async (): Promise<Delivery[]> => {
    history.push(...(await desk.changes()));
    const arriving = published.slice(heard, heard + between(draw, 1, 8));
    for (const change of arriving) org.hear(change);
    heard += arriving.length;
    const said = org.say();
    const told: Delivery[] = [];
    for (let start = 0; start < said.length; ) {
      const size = between(draw, 1, 5);
      const changes = said.slice(start, start + size);
      told.push({ way: oneOf(draw, ['HTTP', 'queue']), messageId: `message-${++messages}`, changes });
      start += size;
    }
    return read < history.length ? [...told, { way: 'stream', from: read }] : told;
  };
  return { ...deliveryStorm<Delivery>({ dynamo, draw, hear, deliver, pace: 2 }), published };
};
