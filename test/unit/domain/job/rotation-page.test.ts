import { describe, expect, it } from 'vitest';
import { batchOf, isDecidedBy, outcomeOf } from '../../../../lib/domain/job/rotation-page.ts';
import type { Decision } from '../../../../lib/domain/rotation/decision.ts';
import { aContactOf, someTime } from '../../../support/builders.ts';
import { aHandover } from '../../../support/jobs.ts';

const job = aHandover({ to: { rotationId: '77' } });
const records = [aContactOf('501'), aContactOf('501')];

describe('a page of a handover as a batch of the rotation', () => {
  it('is about these records of this leaver, and part of the job’s run', () => {
    expect(batchOf(job, { rotationId: '77', pageId: '01K6', records })).toMatchObject({
      rotationId: '77',
      replacing: '501',
      runId: job.id,
      actor: job.actor,
      enrollments: records.map(({ id }) => ({ recordId: id })),
    });
  });

  it('has an id by which it is decided once, and which sorts by its place in the job', () => {
    const ids = [1, 2, 10].map(
      (version) => batchOf({ ...job, version }, { rotationId: '77', pageId: '01K6', records }).batchId,
    );
    expect(ids).toEqual([...new Set(ids)].sort());
  });

  it('leaves a mark by which the job, and no other, knows the record again', () => {
    const [enrollment] = batchOf(job, { rotationId: '77', pageId: '01K6', records }).enrollments;
    const marked = aContactOf('501', { enrollments: { 77: enrollment?.enrollmentId ?? '' } });
    expect(isDecidedBy(job, '77', marked)).toBe(true);
    expect(isDecidedBy(job, '78', marked)).toBe(false);
    expect(isDecidedBy(aHandover(), '77', marked)).toBe(false);
    expect(isDecidedBy(job, '77', aContactOf('501'))).toBe(false);
  });

  it('is enrolled later than whatever was enrolled before the page', () => {
    const [enrollment] = batchOf(job, { rotationId: '77', pageId: '01K7', records }).enrollments;
    expect(String(enrollment?.enrollmentId) > '01K6').toBe(true);
  });
});

describe('what a decision comes to', () => {
  const given = { recordId: '1', enrollmentId: 'e', ownerId: '9', turn: 1, tied: 1 };
  const decision: Decision = {
    rotationId: '77',
    batchId: 'b',
    version: 2,
    at: someTime,
    epoch: 1,
    seed: '0'.repeat(32),
    eligible: [],
    excluded: [],
    picks: [given, { ...given, recordId: '2' }],
    leftOver: null,
    skipped: [],
  };
  const nobody = { recordId: '3', enrollmentId: 'e' };

  it('is what it gave by turns and to the owner it falls back upon, and why not the rest', () => {
    expect(outcomeOf(decision)).toEqual({ moved: 2, skipped: {} });
    expect(
      outcomeOf({ ...decision, leftOver: { to: 'OWNER', ownerId: '8', enrollments: [nobody] } }),
    ).toEqual({
      moved: 3,
      skipped: {},
    });
    expect(outcomeOf({ ...decision, skipped: [{ ...nobody, reason: 'NO_ELIGIBLE_OWNER' }] })).toEqual({
      moved: 2,
      skipped: { NO_ELIGIBLE_OWNER: 1 },
    });
  });
});
