import type { CrmRecord } from '../../domain/record/record.ts';
import {
  afterStretch,
  behindRotation,
  held,
  stopped,
  type WorkflowEnrollment,
  writeOfEnrollment,
} from '../../domain/workflow/enrollment.ts';
import { type Stretch, type Surroundings, walk } from '../../domain/workflow/path.ts';
import type { RotationOutcome } from '../../domain/workflow/rotation-outcome.ts';
import type { Workflow } from '../../domain/workflow/workflow.ts';
import type { RecordStore } from '../ports/records.ts';
import type { EnrollmentStore, WorkflowStep } from '../ports/workflows.ts';
import { again, done, type Patience, type Try, untilSettled } from '../retry.ts';

/** Some ten seconds in all: a rotation or an import may be writing the record. */
const patienceOfWorker: Patience = { attempts: 20, ceilingMs: 1_000 };

export type StepDeps = {
  patience?: Patience;
  enrollments: Pick<EnrollmentStore, 'getMany' | 'commit'>;
  records: Pick<RecordStore, 'get'>;
  now: () => string;
};

/** What lets an enrollment go on: that it is its turn, or what a rotation said of its place there. */
export type Impulse = 'RUN' | { enrollmentId: string; outcome: RotationOutcome };

export type StepContext = { workflow: Workflow; surroundings: Surroundings };

const writeOf = (
  enrollment: WorkflowEnrollment,
  before: CrmRecord,
  { properties }: Stretch,
  at: string,
): WorkflowStep['record'] => {
  if (properties === before.properties) return undefined;
  const lastWrite = writeOfEnrollment(enrollment, at);
  return { before, after: { ...before, properties, version: before.version + 1, updatedAt: at, lastWrite } };
};

const isGone = (record: CrmRecord | undefined): record is undefined =>
  record === undefined || record.archivedAt !== null;

/**
 * A rotation that has decided this very enrollment in another batch says so to nobody's use here: that batch's word is on its way. If
 * it knows a newer one, somebody has enrolled the record there meanwhile, and there will be no other word.
 */
const isToldElsewhere = (
  { rotation }: WorkflowEnrollment,
  outcome: RotationOutcome,
  record: CrmRecord | undefined,
): boolean =>
  outcome.outcome === 'SKIPPED' &&
  outcome.reason === 'ALREADY_DECIDED' &&
  rotation !== null &&
  record?.enrollments[rotation.rotationId] === rotation.enrollmentId;

const tryOnce = async (
  deps: StepDeps,
  before: WorkflowEnrollment,
  impulse: Impulse,
  { workflow, surroundings }: StepContext,
): Promise<Try<WorkflowEnrollment>> => {
  const commit = async (step: WorkflowStep): Promise<Try<WorkflowEnrollment>> =>
    (await deps.enrollments.commit(step)) ? done(step.after) : again;
  const at = deps.now();
  let start = before;
  if (impulse === 'RUN') {
    if (before.state !== 'RUNNING') return done(before);
  } else {
    const { enrollmentId, outcome } = impulse;
    if (before.state !== 'ROTATING' || before.rotation?.enrollmentId !== enrollmentId) return done(before);
    if (outcome.outcome === 'HELD' && before.rotation.heldUntil === outcome.until) return done(before);
    if (outcome.outcome === 'HELD') return commit({ before, after: held(before, outcome.until, at) });
    start = behindRotation(before, outcome, workflow);
  }
  const record = await deps.records.get(before.objectType, before.recordId);
  if (impulse !== 'RUN' && isToldElsewhere(before, impulse.outcome, record)) return done(before);
  if (isGone(record)) return commit({ before, after: stopped(start, at) });
  const stretch = walk({ workflow, surroundings }, start.place, record);
  const write = writeOf(before, record, stretch, at);
  const after = afterStretch(start, stretch, at);
  return commit({ before, after, ...(write === undefined ? {} : { record: write }) });
};

/**
 * Takes an enrollment as far as it can go at once, and writes what that comes to together with the record. Whatever has moved
 * meanwhile, the enrollment or the record, is read again and the way is walked anew; nothing was written then.
 *
 * @param read the enrollment as it was read
 * @returns the enrollment then; as it was, if there is nothing to do
 * @throws Conflict if others keep writing the record
 */
export const takeStep = (
  deps: StepDeps,
  read: WorkflowEnrollment,
  impulse: Impulse,
  context: StepContext,
): Promise<WorkflowEnrollment> => {
  let known: WorkflowEnrollment | undefined = read;
  return untilSettled(async () => {
    const enrollment = known ?? (await deps.enrollments.getMany([read.id])).get(read.id);
    known = undefined;
    if (enrollment === undefined) throw new Error(`Enrollment ${read.id} is gone.`);
    return tryOnce(deps, enrollment, impulse, context);
  }, deps.patience ?? patienceOfWorker);
};
