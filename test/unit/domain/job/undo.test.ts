import { describe, expect, it } from 'vitest';
import { ownerChanges } from '../../../../lib/domain/change.ts';
import { mayBegin, needsHistory, secondsToWait, whyNotRestored } from '../../../../lib/domain/job/undo.ts';
import { propertySet } from '../../../../lib/domain/record/property-set.ts';
import type { CrmRecord } from '../../../../lib/domain/record/record.ts';
import { aContactOf, aWrite, changed, someTime } from '../../../support/builders.ts';

const later = '2026-03-01T10:00:00.000Z';
const before = aContactOf('501');
const to = (record: CrmRecord, owner: string, at = later): CrmRecord =>
  changed(record, { properties: { hubspot_owner_id: owner }, lastWrite: aWrite({ at }) });
const moved = to(before, '502', someTime);
const set = propertySet('contacts');
const [change] = ownerChanges(before, moved, set);
if (change === undefined) throw new Error('The move is a change.');
const rewritten = changed(moved, { lastWrite: aWrite({ at: later }) });
const awayAndBack = to(to(moved, '503'), '502');
const [itsOwn] = [change];
const [anotherOne] = ownerChanges(to(moved, '503'), awayAndBack, set);

describe('a record that a run moved', () => {
  it.each([
    ['is given back when nobody wrote it since', moved, undefined, undefined],
    ['is given back when something else of it was written', rewritten, itsOwn, undefined],
    ['stays when it has another owner', to(moved, '503'), undefined, 'CHANGED_SINCE'],
    ['stays when it is back already', to(moved, '501'), undefined, 'CHANGED_SINCE'],
    ['stays when its owner was changed away and back', awayAndBack, anotherOne, 'CHANGED_SINCE'],
    ['stays when the history does not tell', rewritten, undefined, 'CHANGED_SINCE'],
    ['stays when it was archived', { ...moved, archivedAt: later }, undefined, 'ARCHIVED'],
    ['stays when it is gone', undefined, undefined, 'ARCHIVED'],
  ])('%s', (_, record, newest, reason) => {
    expect(whyNotRestored(change, record, newest)).toBe(reason);
  });

  it.each([
    [true, 'it was written and has the owner that the run gave', rewritten],
    [true, 'its owner was changed away and back', awayAndBack],
    [false, 'nobody wrote it', moved],
    [false, 'its owner tells', to(moved, '503')],
    [false, 'it was archived', { ...rewritten, archivedAt: later }],
    [false, 'it is gone', undefined],
  ])('takes its history to judge: %s, since %s', (needed, _, record) => {
    expect(needsHistory(change, record)).toBe(needed);
  });
});

describe('an undo', () => {
  const undo = { total: 10, createdAt: someTime, ofImport: null };
  it.each([
    [false, 'the history lacks one', 9, later],
    [true, 'the history knows all', 10, later],
    [true, 'the history knows more', 11, later],
    [false, 'the stream may still tell the rest', 9, '2026-03-02T08:59:59.999Z'],
    [true, 'the stream has forgotten the rest', 0, '2026-03-02T09:00:00.000Z'],
  ])('may begin: %s, when %s', (may, _, known, at) => {
    expect(mayBegin(undo, known, at)).toBe(may);
  });

  it.each([
    [false, 'nobody has looked yet', null, 10, later],
    [false, 'the history has grown since', 9, 10, later],
    [true, 'two looks agree', 10, 10, later],
    [true, 'the stream has forgotten the rest', 9, 10, '2026-03-02T09:00:00.000Z'],
  ])('of an import may begin: %s, when %s', (may, _, before, known, at) => {
    const ofImport = { known: before, created: null };
    expect(mayBegin({ ...undo, ofImport }, known, at)).toBe(may);
  });

  it('waits longer each time, up to five minutes, and no more once it has begun', () => {
    const waits = [0, 1, 2, 5, 6, 100].map((leg) => secondsToWait({ leg, historyComplete: false }));
    expect(waits).toEqual([5, 10, 20, 160, 300, 300]);
    expect(secondsToWait({ leg: 3, historyComplete: true })).toBe(0);
  });
});
