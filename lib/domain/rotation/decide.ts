import { type CrmRecord, ownerOf } from '../record/record.ts';
import type { Batch } from './batch.ts';
import { pickOwners } from './carpool.ts';
import { addReceived } from './daily-counts.ts';
import type { Decision, LeftOver, SkipReason } from './decision.ts';
import { type Candidate, isEligible, memberIdsOf } from './eligibility.ts';
import type { LastResort } from './last-resort.ts';
import type { Enrollment, Rotation } from './rotation.ts';
import { alignStandings, type Standings } from './standings.ts';

const whyNot = (
  record: CrmRecord | undefined,
  enrollment: Enrollment,
  rotation: Rotation,
  replacing: string | undefined,
): SkipReason | undefined => {
  if (record === undefined || record.archivedAt !== null) return 'RECORD_NOT_FOUND';
  const newest = record.enrollments[rotation.id];
  if (newest !== undefined && newest >= enrollment.enrollmentId) return 'ALREADY_DECIDED';
  const owner = ownerOf(record, rotation.property);
  if (replacing !== undefined) return owner === replacing ? undefined : 'NO_LONGER_OWNED';
  return owner !== null && !rotation.overwrite ? 'ALREADY_OWNED' : undefined;
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

/** Of a deleted rotation nobody takes part any more, and whoever hands over does not get anything back. */
const takingPart = (candidates: readonly Candidate[], rotation: Rotation, batch: Batch): Candidate[] =>
  candidates.map((candidate) => {
    const against = [...candidate.reasons];
    if (rotation.deletedAt !== null) against.push('ROTATION_DELETED');
    if (candidate.ownerId === batch.replacing) against.push('HANDING_OVER');
    return { ...candidate, reasons: against };
  });

/** What becomes of the records for which nobody was left: kept in the decision, or skipped with a reason. */
const settleLeftOver = (
  enrollments: Enrollment[],
  lastResort: LastResort,
  rotation: Rotation,
): { leftOver: LeftOver | null; skipped: Decision['skipped'] } => {
  if (enrollments.length === 0) return { leftOver: null, skipped: [] };
  if (lastResort.to !== 'NOBODY') return { leftOver: { ...lastResort, enrollments }, skipped: [] };
  const reason = rotation.deletedAt === null ? 'NO_ELIGIBLE_OWNER' : 'ROTATION_DELETED';
  return { leftOver: null, skipped: enrollments.map((enrollment) => ({ ...enrollment, reason })) };
};

/**
 * Decides a batch: which of its records are given away, to whom, and what becomes of the others. Pure: the same input gives the
 * same decision, on a redelivery and in a replay.
 *
 * @param input.records the enrolled records as they are now; one that is missing does not exist
 * @param input.candidates everybody who stands in the rotation now, with the reasons against them
 * @param input.lastResort what becomes of records that nobody of the rotation may have
 * @param input.at the time of the decision, ISO 8601
 * @returns the decision and the standings after it, with their version moved on by one
 */
export const decideBatch = (input: {
  rotation: Rotation;
  standings: Standings;
  candidates: readonly Candidate[];
  lastResort: LastResort;
  records: ReadonlyMap<string, CrmRecord>;
  batch: Batch;
  seed: string;
  at: string;
}): { decision: Decision; standings: Standings } => {
  const { rotation, records, batch, seed, at } = input;
  const before = alignStandings(input.standings, memberIdsOf(input.candidates), rotation.onMembersChange);
  const candidates = takingPart(input.candidates, rotation, batch);
  const eligible = candidates.filter(isEligible);

  const refused: Decision['skipped'] = [];
  const toGive: Enrollment[] = [];
  for (const enrollment of onePerRecord(batch.enrollments)) {
    const reason = whyNot(records.get(enrollment.recordId), enrollment, rotation, batch.replacing);
    if (reason === undefined) toGive.push(enrollment);
    else refused.push({ ...enrollment, reason });
  }

  const { turns, standings } = pickOwners({ standings: before, eligible, turns: toGive.length, seed });
  const picks = turns.flatMap((given, place) => {
    const enrollment = toGive[place];
    return enrollment === undefined ? [] : [{ ...enrollment, ...given, turn: before.turns + place + 1 }];
  });
  const { leftOver, skipped } = settleLeftOver(toGive.slice(turns.length), input.lastResort, rotation);

  const dayOf = new Map(eligible.map(({ ownerId, day }) => [ownerId, day]));
  const received = turns.map(({ ownerId }) => ({ ownerId, day: dayOf.get(ownerId) ?? at.slice(0, 10) }));
  const version = input.standings.version + 1;
  const decision: Decision = {
    rotationId: rotation.id,
    batchId: batch.batchId,
    version,
    at,
    epoch: before.epoch,
    seed,
    eligible: eligible.map(({ ownerId, weight, left }) => ({
      ownerId,
      weight,
      ...(before.members[ownerId] ?? { credit: 0, count: 0 }),
      left,
    })),
    excluded: candidates
      .filter((candidate) => !isEligible(candidate))
      .map(({ ownerId, reasons }) => ({ ownerId, reasons })),
    picks,
    leftOver,
    skipped: [...refused, ...skipped],
  };
  return {
    decision,
    standings: { ...standings, version, daily: addReceived(standings.daily, received, at) },
  };
};
