import { setTimeout } from 'node:timers/promises';
import * as z from 'zod/mini';
import type { Ask } from './local-rota.ts';

/** For one action of a workflow, the milliseconds from each record's creation to its owner. */
export type Waits = { action: string; milliseconds: number[] };

/** How often it is looked whether the owner is there: what is measured is too long by that at most, and a request. */
const lookEveryMs = 10;
const deadlineMs = 30_000;
/** Records come at any time, not in step with what reads streams and queues. */
const longestPauseMs = 500;
/** So many of each are not counted: the functions' first invocations load them. */
const warmUps = 5;

const made = z.object({ id: z.string() });
const contact = z.object({ id: z.string(), properties: z.record(z.string(), z.nullable(z.string())) });

const create = async (ask: Ask, route: string, body: object): Promise<string> =>
  z.parse(made, await ask('POST', route, body)).id;

/** A workflow that gives contacts of a city away; the city's name. */
const openWorkflow = async (ask: Ask, city: string, action: object): Promise<string> => {
  const filterGroups = [{ filters: [{ propertyName: 'city', operator: 'EQ', value: city }] }];
  const workflow = {
    name: city,
    objectType: 'contacts',
    enabled: true,
    enrollment: { filterGroups },
    actions: [action],
  };
  await create(ask, '/ownership/v1/workflows', workflow);
  return city;
};

const openWorkflows = async (ask: Ask): Promise<{ action: string; city: string }[]> => {
  const owners: string[] = [];
  for (const name of ['ada', 'grace', 'alan'])
    owners.push(await create(ask, '/ownership/v1/owners', { email: `${name}@example.com` }));
  const members = owners.map((ownerId) => ({ ownerId }));
  const rotation = { name: 'Inbound', objectType: 'contacts', members };
  const rotationId = await create(ask, '/ownership/v1/rotations', rotation);
  return [
    {
      action: 'setOwner',
      city: await openWorkflow(ask, 'Berlin', { type: 'setOwner', ownerId: owners[0] }),
    },
    { action: 'rotate', city: await openWorkflow(ask, 'Paris', { type: 'rotate', rotationId }) },
  ];
};

const ownerOf = async (ask: Ask, id: string): Promise<string> => {
  const found = await ask('GET', `/crm/v3/objects/contacts/${id}?properties=hubspot_owner_id`);
  return z.parse(contact, found).properties['hubspot_owner_id'] ?? '';
};

/** Creates a contact and waits for its owner; the milliseconds from the request that creates it. */
const waitForOwner = async (ask: Ask, city: string, number: number): Promise<number> => {
  const began = performance.now();
  const properties = { email: `${city}-${number}@example.com`, city };
  const id = await create(ask, '/crm/v3/objects/contacts', { properties });
  while ((await ownerOf(ask, id)) === '') {
    if (performance.now() - began > deadlineMs) throw new Error(`Contact ${id} of ${city} has no owner.`);
    await setTimeout(lookEveryMs);
  }
  return performance.now() - began;
};

/**
 * Creates contacts over HTTP, one after the other, each of which one workflow gives an owner, by the action `setOwner` and by
 * `rotate` in turns, and looks over HTTP when the owner is there.
 *
 * @param records how many of each
 * @throws Error if a contact has no owner after half a minute
 */
export const measureWaits = async (
  ask: Ask,
  records: number,
  onRecord: (done: number) => void,
): Promise<Waits[]> => {
  const workflows = await openWorkflows(ask);
  const waits = workflows.map(({ action }): Waits => ({ action, milliseconds: [] }));
  for (let n = 0; n < warmUps + records; n++) {
    for (const [place, { city }] of workflows.entries()) {
      await setTimeout(Math.random() * longestPauseMs);
      const waited = await waitForOwner(ask, city, n);
      if (n >= warmUps) waits[place]?.milliseconds.push(waited);
    }
    onRecord(n + 1);
  }
  return waits;
};
