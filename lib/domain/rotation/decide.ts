import { type CrmRecord, ownerOf } from '../record/record.ts';
import { pickOwners } from './carpool.ts';
import { type Candidate, isEligible, type Reason } from './eligibility.ts';
import type { Enrollment, Rotation } from './rotation.ts';
import { alignStandings, type Standings } from './standings.ts';

/** Why an enrolled record got no owner from this decision. */
export type SkipReason =
  | 'ROTATION_DELETED'
  | 'RECORD_NOT_FOUND'
  | 'ALREADY_DECIDED'
  | 'ALREADY_OWNED'
  | 'NO_ELIGIBLE_OWNER';

/** A record given away: in which turn of the epoch, to whom, and among how many that were tied. */
export type Pick = { recordId: string; enrollmentId: string; ownerId: string; turn: number; tied: number };

/**
 * Everything that a batch of enrollments led to, with all that is needed to come to the same result again. `eligible` holds
 * each member's credit and count before the first turn of the batch.
 */
export type Decision = {
  rotationId: string;
  batchId: string;
  at: string;
  epoch: number;
  seed: string;
  eligible: { ownerId: string; weight: number; credit: number; count: number }[];
  excluded: { ownerId: string; reasons: Reason[] }[];
  picks: Pick[];
  skipped: { recordId: string; reason: SkipReason }[];
};

/** What a rotation has queued to be decided together. */
export type Batch = { batchId: string; rotationId: string; enrollments: Enrollment[] };

const whyNot = (
  record: CrmRecord | undefined,
  enrollment: Enrollment,
  rotation: Rotation,
): SkipReason | undefined => {
  if (rotation.deletedAt !== null) return 'ROTATION_DELETED';
  if (record === undefined || record.archivedAt !== null) return 'RECORD_NOT_FOUND';
  const newest = record.enrollments[rotation.id];
  if (newest !== undefined && newest >= enrollment.enrollmentId) return 'ALREADY_DECIDED';
  if (!rotation.overwrite && ownerOf(record, rotation.property) !== null) return 'ALREADY_OWNED';
  return undefined;
};

/** A record that a batch names twice is decided once, by its newest enrollment. */
const onePerRecord = (enrollments: readonly Enrollment[]): Enrollment[] => {
  const newest = new Map<string, Enrollment>();
  for (const enrollment of enrollments) {
    const known = newest.get(enrollment.recordId);
    if (known === undefined || known.enrollmentId < enrollment.enrollmentId) {
      newest.set(enrollment.recordId, enrollment);
    }
  }
  return [...newest.values()];
};

/**
 * Decides a batch: which of its records are given away, to whom, and why the others are not. Pure: the same input gives the
 * same decision, on a redelivery and in a replay.
 *
 * @param input.records the enrolled records as they are now; one that is missing does not exist
 * @param input.candidates everybody who stands in the rotation now, with the reasons against them
 * @param input.at the time of the decision, ISO 8601
 * @returns the decision and the standings after it, with their version moved on by one
 */
export const decideBatch = (input: {
  rotation: Rotation;
  standings: Standings;
  candidates: readonly Candidate[];
  records: ReadonlyMap<string, CrmRecord>;
  batch: Batch;
  seed: string;
  at: string;
}): { decision: Decision; standings: Standings } => {
  const { rotation, candidates, records, batch, seed, at } = input;
  const ownerIds = candidates.map(({ ownerId }) => ownerId);
  const before = alignStandings(input.standings, ownerIds, rotation.onMembersChange);
  const eligible = candidates.filter(isEligible);

  const skipped: Decision['skipped'] = [];
  const toGive: Enrollment[] = [];
  for (const enrollment of onePerRecord(batch.enrollments)) {
    const { recordId } = enrollment;
    const reason = whyNot(records.get(recordId), enrollment, rotation);
    if (reason !== undefined) skipped.push({ recordId, reason });
    else if (eligible.length === 0) skipped.push({ recordId, reason: 'NO_ELIGIBLE_OWNER' });
    else toGive.push(enrollment);
  }

  const { turns, standings } = pickOwners({ standings: before, eligible, turns: toGive.length, seed });
  const picks = toGive.flatMap((enrollment, place) => {
    const given = turns[place];
    return given === undefined ? [] : [{ ...enrollment, ...given, turn: before.turns + place + 1 }];
  });
  const decision: Decision = {
    rotationId: rotation.id,
    batchId: batch.batchId,
    at,
    epoch: before.epoch,
    seed,
    eligible: eligible.map(({ ownerId, weight }) => ({
      ownerId,
      weight,
      ...(before.members[ownerId] ?? { credit: 0, count: 0 }),
    })),
    excluded: candidates
      .filter((candidate) => !isEligible(candidate))
      .map(({ ownerId, reasons }) => ({ ownerId, reasons })),
    picks,
    skipped,
  };
  return { decision, standings: { ...standings, version: standings.version + 1 } };
};
