import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { realignEverything } from '../../../lib/app/rotation/realign.ts';
import { chunksOf } from '../../../lib/chunks-of.ts';
import type { Decision } from '../../../lib/domain/rotation/decision.ts';
import type { Action } from '../../../lib/domain/workflow/workflow.ts';
import { jobStore } from '../../../lib/store/jobs/job-store.ts';
import { aContact, aWrite, where } from '../../support/builders.ts';
import { drawsOf, oneOf } from '../../support/draws.ts';
import { startDynamo, type TestDynamo } from '../../support/dynamo.ts';
import { seedsOf } from '../../support/seeds.ts';
import { workflowDesk } from '../../support/workflow-desk.ts';
import { workflowStorm } from '../../support/workflow-storm.ts';

const seeds = seedsOf(4);
const contacts = 300;
/** So many fifties of them are there before the workflow is switched on. */
const existing = 2;
const countries = ['Germany', 'France', 'Spain', 'Italy', 'Japan'];

// Each seed has an emulator of its own: what the others left makes its streams slower to read.
let dynamo: TestDynamo;
beforeEach(async () => {
  dynamo = await startDynamo();
});
afterEach(() => dynamo?.stop());

/**
 * Two branches with one owner each, a rotation otherwise among three who are all away at first, and something behind all of them;
 * switched off as yet.
 */
const scene = async () => {
  const desk = workflowDesk(dynamo);
  const [de, fr] = [await desk.owner(), await desk.owner()];
  const { rotation, ownerIds } = await desk.openRotation(3, { hold: { until: 600 } });
  for (const id of ownerIds) await desk.changeOwner(id, { active: false });
  const setOwner = (ownerId: string): Action => ({ type: 'setOwner', ownerId, property: 'hubspot_owner_id' });
  const workflow = await desk.open(
    [
      {
        type: 'branch',
        branches: [
          { name: 'Germany', filterGroups: where('country', 'EQ', 'Germany'), actions: [setOwner(de)] },
          { name: 'France', filterGroups: where('country', 'EQ', 'France'), actions: [setOwner(fr)] },
        ],
        otherwise: [{ type: 'rotate', rotationId: rotation.id }],
      },
      { type: 'setProperty', property: 'city', value: 'assigned' },
    ],
    { enabled: false },
  );
  return { desk, de, fr, rotation, ownerIds, workflow };
};

const tally = (ids: readonly string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(ids, (id) => id)].map(([id, all]) => [id, all.length]));

describe('delivered twice, in any order, to workers who are killed', () => {
  it.each(seeds)(
    'every contact is enrolled once and gets the right owner, with seed %i',
    async (seed) => {
      const draw = drawsOf(seed, 'workflow storm');
      const { desk, de, fr, rotation, ownerIds, workflow } = await scene();
      const made = Array.from({ length: contacts }, () => {
        const contact = aContact();
        const properties = { ...contact.properties, country: oneOf(draw, countries) };
        const lastWrite = aWrite({ at: desk.now(), source: 'IMPORT', runId: `import-${seed}` });
        return { ...contact, properties, lastWrite };
      });
      const storm = workflowStorm(desk, dynamo, draw);
      const bring = async (some: readonly (typeof made)[number][]): Promise<void> =>
        void (await desk.records.commit(some.map((after) => ({ before: undefined, after }))));
      const importing = chunksOf(made, 50).map((some) => () => bring(some));
      for (const bringSome of importing.splice(0, existing)) await bringSome();
      const patch = 'PATCH /ownership/v1/workflows/{workflowId}';
      const switchOn = { path: { workflowId: workflow.id }, body: { enabled: true, enrollExisting: true } };
      const switchedOn = await desk.ask(patch, switchOn);
      const { jobId } = switchedOn.body as { jobId: string };
      const returning = ownerIds.map((id) => async () => {
        await desk.changeOwner(id, { active: true });
        await realignEverything({ ...desk, queue: storm.queue });
      });
      // Until nothing is left to do while all are away, so that something is held whatever the order.
      await storm.blow(importing.splice(0, 1));
      await storm.blow([...importing, ...returning]);
      await storm.calm();

      const enrolled = await desk.enrolled(workflow.id);
      expect(enrolled.map(({ recordId }) => recordId).sort()).toEqual(made.map(({ id }) => id).sort());
      expect(tally(enrolled.map(({ state }) => state))).toEqual({ DONE: contacts });
      const job = await jobStore(dynamo.client, dynamo.tables.jobs).get(jobId);
      const byJob = enrolled.filter(({ by }) => by === 'EXISTING').length;
      expect(job).toMatchObject({ state: 'DONE', moved: byJob });
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
      expect(decisions.some(({ leftOver }) => leftOver?.to === 'HOLD')).toBe(true);
      const picks = decisions.flatMap((decision) => decision.picks);
      expect(tally(picks.map(({ ownerId }) => ownerId))).toEqual(tally(rotated));
      expect(new Set(picks.map(({ recordId }) => recordId)).size).toBe(picks.length);
      expect(storm.kills()).toBeGreaterThan(0);
    },
    // A hundred seeds are run beside other things.
    300_000,
  );
});
