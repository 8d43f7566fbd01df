import { expect, it } from 'vitest';
import { explainDecision } from '../../../lib/app/rotation/explain-decision.ts';
import { decideBatch } from '../../../lib/domain/rotation/decide.ts';
import { newStandings } from '../../../lib/domain/rotation/standings.ts';
import { aBatch, aCandidate, aContact, anOwner, aRotationAmong, someTime } from '../../support/builders.ts';

it('explains 98 picks among 500 members in at most 150 KiB', async () => {
  const everybody = Array.from({ length: 500 }, () => anOwner());
  const ids = everybody.map(({ id }) => id);
  const rotation = aRotationAmong(ids);
  const contacts = Array.from({ length: 98 }, () => aContact());
  const { decision } = decideBatch({
    rotation,
    standings: newStandings(rotation.id, ids),
    candidates: ids.map((id) => aCandidate(id)),
    lastResort: { to: 'NOBODY' },
    records: new Map(contacts.map((contact) => [contact.id, contact])),
    batch: aBatch(
      rotation.id,
      contacts.map(({ id }) => id),
    ),
    seed: '0123456789abcdef0123456789abcdef',
    at: someTime,
  });
  const explained = await explainDecision(
    {
      rotations: { get: async () => rotation },
      ledger: { decision: async () => decision },
      owners: { all: async () => everybody },
    },
    rotation.id,
    decision.batchId,
  );
  expect(explained.explanations.map(({ recordId }) => recordId)).toEqual(contacts.map(({ id }) => id));
  expect(explained.explanations[97]).toMatchObject({ turn: 98, participants: 500, tied: 403, leftOut: 0 });
  expect(JSON.stringify(explained).length).toBeLessThan(150 * 1_024);
});
