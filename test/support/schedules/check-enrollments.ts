import type { QueuedBatch } from '../../../lib/app/ports/rotations.ts';
import type { Decision, SkipReason } from '../../../lib/domain/rotation/decision.ts';
import type { Ended, Evidence } from './evidence.ts';

/** What a decision made of one enrollment. Only `HOLD` and the skips after which nothing is remembered may be followed by another. */
type Outcome = {
  recordId: string;
  enrollmentId: string;
  version: number;
  became: 'GIVEN' | 'FORWARDED' | 'HELD' | SkipReason;
};

const outcomesOf = ({ version, picks, leftOver, skipped }: Decision): Outcome[] => {
  const became = { HOLD: 'HELD', ROTATION: 'FORWARDED', OWNER: 'GIVEN' } as const;
  return [
    ...picks.map((pick) => ({ ...pick, version, became: 'GIVEN' as const })),
    ...(leftOver?.enrollments ?? []).map((enrollment) => ({
      ...enrollment,
      version,
      became: became[leftOver?.to ?? 'HOLD'],
    })),
    ...skipped.map(({ reason, ...enrollment }) => ({ ...enrollment, version, became: reason })),
  ];
};

const isFinal = ({ became }: Outcome): boolean =>
  !['HELD', 'ALREADY_DECIDED', 'RECORD_NOT_FOUND', 'ROTATION_DELETED'].includes(became);

/** The enrollments that a batch asks to decide: of a record that it names twice the newest. */
const askedFor = ({ enrollments }: Pick<QueuedBatch, 'enrollments'>): string[] => {
  const newest = new Map<string, string>();
  for (const { recordId, enrollmentId } of enrollments) {
    if ((newest.get(recordId) ?? '') < enrollmentId) newest.set(recordId, enrollmentId);
  }
  return [...newest].map((pair) => pair.join(' ')).sort();
};

const checkBatches = (ended: Ended, batches: readonly QueuedBatch[]): string[] => {
  const decided = new Map(ended.decisions.map((decision) => [decision.batchId, decision]));
  return batches.flatMap((batch) => {
    const decision = decided.get(batch.batchId);
    if (decision === undefined) return [`Batch ${batch.batchId} was never decided.`];
    const answered = outcomesOf(decision).map(({ recordId, enrollmentId }) => `${recordId} ${enrollmentId}`);
    return JSON.stringify(answered.sort()) === JSON.stringify(askedFor(batch))
      ? []
      : [`Batch ${batch.batchId} asks for ${askedFor(batch)}, and answers ${answered}.`];
  });
};

/** All that became of one record in one rotation, oldest first. */
const checkOutcomes = (
  ended: Ended,
  outcomes: readonly Outcome[],
  archived: ReadonlySet<string>,
): string[] => {
  const problems: string[] = [];
  let newest = '';
  for (const outcome of outcomes) {
    const { recordId, enrollmentId, became, version } = outcome;
    const what = `Rotation ${ended.rotation.id}, record ${recordId}, enrollment ${enrollmentId}: ${became} in ${version}`;
    if (isFinal(outcome)) {
      if (enrollmentId <= newest) problems.push(`${what}, after ${newest} was decided.`);
      newest = enrollmentId;
    }
    if (became === 'ALREADY_DECIDED' && enrollmentId > newest) problems.push(`${what}, but never was.`);
    if (became === 'RECORD_NOT_FOUND' && !archived.has(recordId)) problems.push(`${what}, but is there.`);
    if (became === 'ROTATION_DELETED' && ended.rotation.deletedAt === null)
      problems.push(`${what}, but is not.`);
  }
  const last = outcomes.at(-1);
  if (last?.became === 'HELD')
    problems.push(`Record ${last.recordId} is held by ${ended.rotation.id} for ever.`);
  return problems;
};

/** Every batch was answered for, and every enrollment decided once. */
export const checkEnrollments = ({ rotations, records, batches }: Evidence): string[] => {
  const archived = new Set(records.flatMap(({ id, archivedAt }) => (archivedAt === null ? [] : id)));
  return rotations.flatMap((ended) => {
    const { id } = ended.rotation;
    const outcomes = Map.groupBy(ended.decisions.flatMap(outcomesOf), ({ recordId }) => recordId);
    const forwarded = ended.decisions.flatMap(({ batchId, leftOver }) => {
      if (leftOver?.to !== 'ROTATION') return [];
      const sent = batches.some((one) => one.batchId === batchId && one.rotationId === leftOver.rotationId);
      return sent ? [] : [`Batch ${batchId} was never passed on to ${leftOver.rotationId}.`];
    });
    return [
      ...checkBatches(
        ended,
        batches.filter(({ rotationId }) => rotationId === id),
      ),
      ...forwarded,
      ...[...outcomes.values()].flatMap((of) => checkOutcomes(ended, of, archived)),
    ];
  });
};
