import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chunksOf } from '../../../lib/chunks-of.ts';
import type { Decision } from '../../../lib/domain/rotation/decision.ts';
import type { Action } from '../../../lib/domain/workflow/workflow.ts';
import { aContact, aWrite, where } from '../../support/builders.ts';
import { drawsOf, oneOf } from '../../support/draws.ts';
import { startDynamo, type TestDynamo } from '../../support/dynamo.ts';
import { workflowDesk } from '../../support/workflow-desk.ts';
import { workflowStorm } from '../../support/workflow-storm.ts';

// `ROTA_SEED=17` runs that one, `ROTA_SEEDS=100` the first so many.
const only = process.env['ROTA_SEED'];
const howMany = Number(process.env['ROTA_SEEDS'] ?? 8);
const seeds = only === undefined ? Array.from({ length: howMany }, (_, n) => n + 1) : [Number(only)];
/** Three hundred are many to follow: most seeds have fewer, cut as small. */
const contactsOf = (seed: number): number => (seed <= 2 ? 300 : 60);

let dynamo: TestDynamo;
beforeAll(async () => {
  dynamo = await startDynamo();
});
afterAll(() => dynamo?.stop());

/** Two branches with one owner each, a rotation otherwise, and something behind all of them. */
const scene = async (seed: number) => {
  const own = ['records', 'directory', 'rotations', 'enrollments'] as const;
  const tables = await dynamo.apart(`storm${seed}-`, own);
  const desk = workflowDesk(tables);
  const [de, fr] = [await desk.owner(), await desk.owner()];
  const { rotation, ownerIds } = await desk.openRotation(3);
  const setOwner = (ownerId: string): Action => ({ type: 'setOwner', ownerId, property: 'hubspot_owner_id' });
  const workflow = await desk.open([
    {
      type: 'branch',
      branches: [
        { name: 'Germany', filterGroups: where('country', 'EQ', 'Germany'), actions: [setOwner(de)] },
        { name: 'France', filterGroups: where('country', 'EQ', 'France'), actions: [setOwner(fr)] },
      ],
      otherwise: [{ type: 'rotate', rotationId: rotation.id }],
    },
    { type: 'setProperty', property: 'city', value: 'assigned' },
  ]);
  return { tables, desk, de, fr, rotation, ownerIds, workflow };
};

const tally = (ids: readonly string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(ids, (id) => id)].map(([id, all]) => [id, all.length]));

describe('delivered twice, in any order, to workers who are killed', () => {
  it.each(seeds)(
    'every contact is enrolled once and gets the right owner, with seed %i',
    async (seed) => {
      const draw = drawsOf(seed, 'workflow storm');
      const { tables, desk, de, fr, rotation, ownerIds, workflow } = await scene(seed);
      const contacts = contactsOf(seed);
      const countries = ['Germany', 'France', 'Spain', 'Italy', 'Japan'];
      const made = Array.from({ length: contacts }, () => {
        const contact = aContact();
        const properties = { ...contact.properties, country: oneOf(draw, countries) };
        const lastWrite = aWrite({ at: desk.now(), source: 'IMPORT', runId: `import-${seed}` });
        return { ...contact, properties, lastWrite };
      });
      const storm = workflowStorm(desk, tables, draw);
      for (const some of chunksOf(made, 50))
        await desk.records.commit(some.map((after) => ({ before: undefined, after })));
      await storm.blow();
      await storm.calm();

      const enrolled = await desk.enrolled(workflow.id);
      expect(enrolled.map(({ recordId }) => recordId).sort()).toEqual(made.map(({ id }) => id).sort());
      expect(tally(enrolled.map(({ state }) => state))).toEqual({ DONE: contacts });
      const found = await desk.records.getMany(
        'contacts',
        made.map(({ id }) => id),
      );
      const rotated: string[] = [];
      for (const { id, properties } of made) {
        const now = found.get(id)?.properties;
        const owner = now?.['hubspot_owner_id'] ?? '';
        expect(now?.['city']).toBe('assigned');
        if (properties.country === 'Germany') expect(owner).toBe(de);
        else if (properties.country === 'France') expect(owner).toBe(fr);
        else rotated.push(owner);
      }
      const standings = await desk.standings(rotation.id);
      expect(standings.turns).toBe(rotated.length);
      expect(tally(rotated)).toEqual(
        Object.fromEntries(ownerIds.map((id) => [id, standings.members[id]?.count ?? 0])),
      );
      const decisions: Decision[] = [];
      for (let after: string | undefined; ; ) {
        const page = await desk.ledger.decisions(rotation.id, { limit: 100, after });
        decisions.push(...page.results);
        after = page.next;
        if (after === undefined) break;
      }
      const picks = decisions.flatMap((decision) => decision.picks);
      expect(tally(picks.map(({ ownerId }) => ownerId))).toEqual(tally(rotated));
      expect(new Set(picks.map(({ recordId }) => recordId)).size).toBe(picks.length);
      expect(storm.kills()).toBeGreaterThan(0);
    },
    120_000,
  );
});
