import { describe, expect, it } from 'vitest';
import { newHandover, newUndo, writeOf } from '../../../../lib/domain/job/job.ts';
import {
  advance,
  doneOf,
  fail,
  handOn,
  pagesPerLeg,
  tally,
  wait,
} from '../../../../lib/domain/job/progress.ts';
import { someTime } from '../../../support/builders.ts';
import { aHandover, anUndo } from '../../../support/jobs.ts';

const later = '2026-03-01T09:00:05.000Z';
const further = { pass: 1, partition: 3, after: '77' };

describe('a job at its beginning', () => {
  it('runs if there is something to do, and is over if not', () => {
    const fields = { id: 'j', actor: 'ada', objectTypes: ['contacts' as const], at: someTime };
    const handover = { ...fields, from: '1', to: { ownerId: '2' } };
    expect(newHandover({ ...handover, total: 1 })).toMatchObject({ state: 'RUNNING', version: 1 });
    expect(newHandover({ ...handover, total: 0 })).toMatchObject({ state: 'DONE', moved: 0 });
    expect(newUndo(aHandover({ moved: 0 }), { actor: 'ada', at: someTime }).state).toBe('DONE');
  });

  it('that is an undo has an id of its own that follows from the job, and its object types', () => {
    const job = aHandover({ objectTypes: ['deals', 'tickets'], moved: 7 });
    const [first, second] = ['ada', 'bob'].map((actor) => newUndo(job, { actor, at: someTime }));
    expect(first?.id).toBe(second?.id);
    expect(first?.id).not.toBe(job.id);
    expect(first).toMatchObject({ undoes: job.id, total: 7, objectTypes: ['deals', 'tickets'] });
  });
});

describe('a page', () => {
  it('adds to the counters, moves the place and the version on', () => {
    const job = aHandover({ moved: 2, skipped: { REASSIGNED: 1 } });
    const after = advance(job, { moved: 3, skipped: { REASSIGNED: 1, ARCHIVED: 2 }, until: further }, later);
    expect(after).toMatchObject({
      state: 'RUNNING',
      moved: 5,
      skipped: { REASSIGNED: 2, ARCHIVED: 2 },
      place: further,
      version: job.version + 1,
      updatedAt: later,
      total: 10,
    });
    expect(doneOf(after)).toBe(9);
  });

  it('lets the total grow when there is more than was counted', () => {
    expect(advance(aHandover({ total: 2 }), { moved: 5, skipped: {}, until: further }, later).total).toBe(5);
  });

  it('is the last of its leg when the message has worked through its share', () => {
    const almost = aHandover({ pagesInLeg: pagesPerLeg - 1, leg: 4 });
    const page = { moved: 1, skipped: {}, until: further };
    expect(advance(almost, page, later)).toMatchObject({ leg: 5, pagesInLeg: 0 });
    expect(advance(aHandover(), page, later)).toMatchObject({ leg: 0, pagesInLeg: 1 });
  });

  it('ends a handover with a total of what there was', () => {
    const page = { moved: 3, skipped: { ARCHIVED: 1 }, until: undefined };
    expect(advance(aHandover({ total: 10 }), page, later)).toMatchObject({
      state: 'DONE',
      total: 4,
      moved: 3,
    });
  });

  it('ends an undo with what the history does not know counted as missing', () => {
    const page = { moved: 6, skipped: { CHANGED_SINCE: 1 }, until: undefined };
    expect(advance(anUndo({ total: 10 }), page, later)).toMatchObject({
      state: 'DONE',
      total: 10,
      skipped: { CHANGED_SINCE: 1, HISTORY_MISSING: 3 },
    });
    expect(advance(anUndo({ total: 7 }), page, later).skipped).toEqual({ CHANGED_SINCE: 1 });
  });
});

describe('a job', () => {
  it('that fails keeps its counters and says why', () => {
    const failure = { code: 'OWNER_DEACTIVATED', message: 'Owner 502 is deactivated.' };
    const job = aHandover({ moved: 4 });
    expect(fail(job, failure, later)).toMatchObject({ state: 'FAILED', failure, moved: 4, version: 2 });
  });

  it('that waits or hands on moves its leg and its version, and not its place', () => {
    const job = anUndo({ leg: 2 });
    const waiting = wait(job, later);
    expect(waiting).toMatchObject({ leg: 3, handedOn: 0, place: job.place, version: 2 });
    expect(handOn(waiting, 3, later)).toMatchObject({ leg: 3, handedOn: 3, version: 3 });
  });

  it('signs its writes: each page and record another id', () => {
    const job = aHandover();
    const next = advance(job, { moved: 1, skipped: {}, until: further }, later);
    expect(writeOf(job, '7', later)).toMatchObject({
      source: 'BULK',
      runId: job.id,
      actor: job.actor,
      notify: true,
    });
    expect(writeOf(anUndo(), '7', later).source).toBe('UNDO');
    const ids = [writeOf(job, '7', later), writeOf(job, '8', later), writeOf(next, '7', later)].map(
      ({ id }) => id,
    );
    expect(new Set(ids).size).toBe(3);
  });
});

it('counts how often each reason occurs', () => {
  expect(tally([])).toEqual({});
  expect(tally(['A', 'B', 'A'])).toEqual({ A: 2, B: 1 });
});
