import type { QueuedBatch } from '../../../lib/app/ports/rotations.ts';
import type { CrmRecord } from '../../../lib/domain/record/record.ts';
import type { Decision } from '../../../lib/domain/rotation/decision.ts';
import { decisionCompactor } from '../../../lib/domain/rotation/logged-decision.ts';
import { type Replay, replay } from '../../../lib/domain/rotation/replay.ts';
import type { Enrollment, Rotation } from '../../../lib/domain/rotation/rotation.ts';
import type { Alignment, Standings } from '../../../lib/domain/rotation/standings.ts';
import { recordFromImage } from '../../../lib/store/records/record-image.ts';
import { streamReader } from '../stream-reader.ts';
import { join, type World } from './world.ts';

/** A record's write as the stream tells it, after the one that it told before. */
export type Write = { before: CrmRecord | undefined; after: CrmRecord };

/** One rotation as everything ended. */
export type Ended = {
  rotation: Rotation;
  standings: Standings;
  /** In the order in which they were made. */
  decisions: Decision[];
  alignments: Alignment[];
  held: number;
  /** What the product itself makes of its log. */
  replayed: Replay;
};

/** Everything that can be known about a run once it is over. */
export type Evidence = {
  rotations: Ended[];
  records: CrmRecord[];
  /** Of each record, in their order. */
  writes: Map<string, Write[]>;
  batches: QueuedBatch[];
};

/** A record that a decision gave to somebody: in a turn of the rotation, or as its last resort. */
export type Gift = Enrollment & { ownerId: string; decision: Decision };

export const giftsOf = (decision: Decision): Gift[] => {
  const { picks, leftOver } = decision;
  const fallback =
    leftOver?.to === 'OWNER'
      ? leftOver.enrollments.map((enrollment) => ({ ...enrollment, ownerId: leftOver.ownerId }))
      : [];
  return [...picks, ...fallback].map(({ recordId, enrollmentId, ownerId }) => ({
    recordId,
    enrollmentId,
    ownerId,
    decision,
  }));
};

const mostDecisions = 1_000;

export const collectEvidence = async (world: World): Promise<Evidence> => {
  const { deps, actor } = join(world, 'auditor', { weather: 'calm' });
  const rotations = await Promise.all(
    world.rotationIds.map(async (id): Promise<Ended> => {
      const rotation = await deps.rotations.get(id);
      const standings = await deps.ledger.standings(id);
      if (rotation === undefined || standings === undefined) throw new Error(`Rotation ${id} is gone.`);
      const { results: decisions } = await deps.ledger.decisions(id, { limit: mostDecisions });
      const alignments = await deps.ledger.alignments(id);
      return {
        rotation,
        standings,
        decisions: decisions.toSorted((a, b) => a.version - b.version),
        alignments,
        held: (await deps.ledger.held(id, 100)).length,
        replayed: replay({ standings, alignments, decisions: decisions.map(decisionCompactor()) }),
      };
    }),
  );
  const records = [...(await deps.records.getMany('contacts', world.recordIds)).values()];
  const writes = new Map<string, Write[]>();
  for (const { dynamodb } of await streamReader(world.dynamo)()) {
    const after = recordFromImage(dynamodb?.NewImage);
    const earlier = writes.get(after.id) ?? [];
    writes.set(after.id, [...earlier, { before: earlier.at(-1)?.after, after }]);
  }
  actor.leave();
  return {
    rotations,
    records,
    writes,
    batches: world.mailbox.batches,
  };
};
