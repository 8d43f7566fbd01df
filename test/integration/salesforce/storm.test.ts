import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rotate } from '../../../lib/app/rotation/rotate.ts';
import { changeStore } from '../../../lib/store/change-store.ts';
import { aBatch, anAssignment, aWrite } from '../../support/builders.ts';
import { drawsOf, oneOf } from '../../support/draws.ts';
import { startDynamo, type TestDynamo } from '../../support/dynamo.ts';
import { rotationDesk } from '../../support/rotation-desk.ts';
import { minutesFromNoon, salesforceDesk } from '../../support/salesforce-desk.ts';
import { salesforceOrg } from '../../support/salesforce-org.ts';
import { salesforceStorm } from '../../support/salesforce-storm.ts';
import { seedsOf } from '../../support/seeds.ts';

let dynamo: TestDynamo;
beforeAll(async () => {
  dynamo = await startDynamo();
});
afterAll(() => dynamo?.stop());

const seeds = seedsOf(4);
const changes = 50;

describe('said late, twice, in any order, to workers who are killed', () => {
  it.each(seeds)(
    'the newest change wins on both sides, with seed %i',
    async (seed) => {
      const draw = drawsOf(seed, 'salesforce storm');
      const own = ['records', 'changes', 'salesforceOwners', 'directory', 'rotations'] as const;
      const tables = await dynamo.apart(`storm${seed}-`, own);
      const desk = salesforceDesk(tables);
      const past = changeStore(tables.client, tables.tables.changes);
      await desk.sync('contacts');
      const rotations = rotationDesk(tables);
      const owners = [await desk.owner(), await desk.owner(), await desk.owner()];
      const { rotation, ownerIds } = await rotations.open(3, { overwrite: true });
      for (const id of ownerIds) {
        const before = await desk.owners.get(id);
        if (before === undefined) throw new Error(`There is no owner ${id}.`);
        const there = { ...before, salesforceUserId: `005${id.padStart(12, '0')}`, version: 2 };
        await desk.owners.replace(before, there);
        owners.push(there);
      }
      const userOf = (id: string | null): string | null =>
        owners.find((owner) => owner.id === id)?.salesforceUserId ?? null;
      const contacts = [
        await desk.contact(),
        await desk.contact(),
        await desk.contact(),
        await desk.contact(),
      ];
      const org = salesforceOrg();
      const storm = salesforceStorm({ desk, org, dynamo: tables }, draw);

      /** The user whom the newest change of each record names, whichever side made it. */
      const newest = new Map<string, string | null>();
      let minutes = -600;
      const happen = async (): Promise<void> => {
        minutes += 1;
        const at = minutesFromNoon(minutes);
        const contact = oneOf(draw, contacts);
        const owner = draw(5) === 0 ? null : oneOf(draw, owners);
        const kind = draw(10);
        if (kind < 4) {
          const user = owner?.salesforceUserId ?? null;
          if (org.ownerOf(contact.id) === user) return;
          org.change(contact.id, user, at);
          newest.set(contact.id, user);
          return;
        }
        const before = await desk.ownerOf(contact);
        if (kind < 8) {
          const write = aWrite({ at });
          await desk.records.assign(anAssignment(contact, owner?.id ?? null, { write }));
        } else await rotate({ ...rotations.worker(), now: () => at }, aBatch(rotation.id, [contact.id]));
        const after = await desk.ownerOf(contact);
        if (after !== before) newest.set(contact.id, userOf(after));
      };
      await storm.blow(Array.from({ length: changes }, () => happen));
      await storm.calm();

      for (const { id, ...contact } of contacts) {
        const here = userOf(await desk.ownerOf({ id, ...contact }));
        const wanted = newest.get(id) ?? null;
        expect({ id, here, there: org.ownerOf(id) }).toEqual({ id, here: wanted, there: wanted });
        const { results: history } = await past.list('contacts', id, { limit: 1_000 });
        const told = storm.published.filter(({ recordId }) => recordId === id);
        // In their order: what comes again comes before anything newer.
        const versions = told.map(({ recordVersion }) => recordVersion);
        expect(versions).toEqual(versions.toSorted((a, b) => a - b));
        const idOf = new Map(history.map(({ recordVersion, changeId }) => [recordVersion, changeId]));
        for (const { recordVersion, changeId } of told) expect(changeId).toBe(idOf.get(recordVersion));
        const fromThere = history.filter(({ write }) => write.source === 'SALESFORCE');
        const lastFromThere = Math.max(0, ...fromThere.map(({ recordVersion }) => recordVersion));
        for (const { recordVersion, write } of history) {
          if (write.source === 'SALESFORCE') continue;
          if (recordVersion > lastFromThere) expect(versions).toContain(recordVersion);
        }
        expect(told.filter(({ source }) => source === 'SALESFORCE')).toEqual([]);
      }
      expect((await desk.conflicts()).results).toEqual([]);
      expect(storm.kills()).toBeGreaterThan(0);
    },
    60_000,
  );
});
