import { chunksOf } from '../../lib/chunks-of.ts';
import { showProgress } from '../progress.ts';
import { quantile } from '../quantiles.ts';
import type { Service } from './service.ts';

/** How long a request takes when nothing else is asked: milliseconds. */
export type Latency = { what: string; requests: number; p50: number; p99: number };
/** How many requests are answered in a second when so many are asked at a time. */
export type Throughput = { what: string; connections: number; perSecond: number };

export type Load = { requests: number; connections: number; seconds: number };

const bulkSize = 500;

type Field = { ownerIds: string[]; recordIds: string[] };

const idOf = (created: unknown): string => (created as { id: string }).id;

const prepare = async ({ ask }: Service): Promise<Field> => {
  const ownerIds: string[] = [];
  for (const name of ['ada', 'grace']) {
    ownerIds.push(idOf(await ask('POST', '/ownership/v1/owners', { email: `${name}@example.com` })));
  }
  const inputs = Array.from({ length: bulkSize }, (_, n) => ({
    properties: { email: `contact-${n}@example.com`, firstname: 'Margaret', lastname: 'Hamilton' },
  }));
  const recordIds: string[] = [];
  for (const some of chunksOf(inputs, 100)) {
    const answer = await ask('POST', '/crm/v3/objects/contacts/batch/create', { inputs: some });
    recordIds.push(...(answer as { results: { id: string }[] }).results.map(({ id }) => id));
  }
  return { ownerIds, recordIds };
};

type Request = (n: number) => Promise<unknown>;

/** Each request is another change than the one before it: nothing is answered with `UNCHANGED`. */
const requestsTo = (
  { ask }: Service,
  { ownerIds, recordIds }: Field,
): Record<'assign' | 'get' | 'bulk', Request> => {
  const objectType = 'contacts';
  const recordId = (n: number) => recordIds[n % recordIds.length] ?? '';
  const ownerId = (round: number) => ownerIds[round % ownerIds.length] ?? '';
  return {
    assign: (n) =>
      ask('POST', '/ownership/v1/assign', {
        objectType,
        recordId: recordId(n),
        ownerId: ownerId(Math.floor(n / recordIds.length)),
      }),
    get: (n) => ask('GET', `/crm/v3/objects/contacts/${recordId(n)}`),
    bulk: (n) => ask('POST', '/ownership/v1/bulk-assign', { objectType, recordIds, ownerId: ownerId(n) }),
  };
};

const oneByOne = async (what: string, request: Request, requests: number): Promise<Latency> => {
  const warmUp = Math.min(50, requests);
  const times: number[] = [];
  for (let n = 0; n < warmUp + requests; n++) {
    const begin = performance.now();
    await request(n);
    if (n >= warmUp) times.push(performance.now() - begin);
  }
  return { what, requests, p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
};

const manyAtATime = async (
  what: string,
  request: Request,
  { connections, seconds }: Load,
): Promise<Throughput> => {
  const begin = performance.now();
  const end = begin + seconds * 1_000;
  let next = 0;
  let done = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() < end) {
      await request(next++);
      done++;
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  return { what, connections, perSecond: (done / (performance.now() - begin)) * 1_000 };
};

/** Asks the running service, one request after the other and then many at a time. */
export const measureService = async (
  service: Service,
  load: Load,
): Promise<{ latencies: Latency[]; throughputs: Throughput[] }> => {
  showProgress('Preparing owners and contacts');
  const { assign, get, bulk } = requestsTo(service, await prepare(service));
  const latencies: Latency[] = [];
  showProgress('One request after the other');
  latencies.push(await oneByOne('assign', assign, load.requests));
  latencies.push(await oneByOne('get a contact', get, load.requests));
  latencies.push(await oneByOne(`bulk-assign of ${bulkSize}`, bulk, Math.ceil(load.requests / 20)));
  showProgress(`${load.connections} requests at a time`);
  const throughputs = [
    await manyAtATime('assign', assign, load),
    await manyAtATime('get a contact', get, load),
  ];
  return { latencies, throughputs };
};
