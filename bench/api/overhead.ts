import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { createHandler } from '../../functions/assign/handler.ts';
import type { AssignDeps } from '../../lib/app/assign.ts';
import { anOwner } from '../../test/support/builders.ts';
import { httpEvent } from '../../test/support/http-event.ts';
import { median } from '../quantiles.ts';

const requestsPerRound = 20_000;
const warmUpRounds = 3;
const rounds = 9;

/** The stores answer at once: what is left of a call is the middleware, the route, the schema and the use case. */
const instantDeps = (): AssignDeps => {
  const owner = anOwner();
  const unused = () => Promise.reject(new Error('Nothing here asks for this.'));
  return {
    now: () => '2026-03-01T09:00:00.000Z',
    properties: { of: unused },
    owners: {
      get: () => Promise.resolve(owner),
      findByEmail: () => Promise.resolve(owner),
      findBySalesforceUser: unused,
      all: unused,
      list: unused,
      create: unused,
      replace: unused,
    },
    records: {
      get: unused,
      assignIf: () =>
        Promise.resolve({ outcome: 'ASSIGNED', previousOwnerId: null, changeId: 'change', version: 2 }),
    },
  };
};

const anAssignment = (): APIGatewayProxyEventV2 =>
  httpEvent('POST /ownership/v1/assign', {
    body: { objectType: 'contacts', recordId: '1001', ownerId: '42' },
    scopes: ['crm.objects.contacts.write'],
  });

/**
 * Processor time of one assignment in microseconds, but for its two requests to DynamoDB: everything from the event to the answer.
 *
 * @throws Error if the handler does not answer 200
 */
export const measureOverhead = async (): Promise<number> => {
  const handler = createHandler(instantDeps());
  const measured: number[] = [];
  for (let round = 0; round < warmUpRounds + rounds; round++) {
    const events = Array.from({ length: requestsPerRound }, anAssignment);
    const before = process.cpuUsage();
    for (const event of events) {
      const { statusCode } = await handler(event, {} as Context);
      if (statusCode !== 200) throw new Error(`The handler answered ${statusCode}.`);
    }
    const { user, system } = process.cpuUsage(before);
    if (round >= warmUpRounds) measured.push((user + system) / requestsPerRound);
  }
  return median(measured);
};
