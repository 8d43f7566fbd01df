import { describe, expect, it } from 'vitest';
import { fitting } from '../../../../lib/domain/job/fitting.ts';
import { splitPage, whyNotMoved } from '../../../../lib/domain/job/handover.ts';
import { aContactOf, aRecord, someTime } from '../../../support/builders.ts';

describe('a record that the index names as the leaver’s', () => {
  const theirs = aContactOf('501');
  it.each([
    ['is moved while it is theirs', theirs, undefined],
    ['stays when it is somebody else’s by now', aContactOf('502'), 'REASSIGNED'],
    ['stays when it is nobody’s by now', aRecord('contacts'), 'REASSIGNED'],
    ['stays when it was archived', { ...theirs, archivedAt: someTime }, 'ARCHIVED'],
    ['stays when there is none', undefined, 'ARCHIVED'],
  ])('%s', (_, record, reason) => {
    expect(whyNotMoved(record, '501')).toBe(reason);
  });
});

it('a page falls into what is moved, in its order, and why the rest is not', () => {
  const [first, last] = [aContactOf('501'), aContactOf('501')];
  const other = aContactOf('502');
  const ids = [last.id, other.id, 'gone', first.id];
  const records = new Map([first, last, other].map((record) => [record.id, record]));
  const { theirs, reasons } = splitPage(ids, records, '501');
  expect(theirs.map(({ id }) => id)).toEqual([last.id, first.id]);
  expect(reasons).toEqual(['REASSIGNED', 'ARCHIVED']);
});

describe('a transaction', () => {
  const large = (id: string) => aRecord('tickets', { id, properties: { content: 'x'.repeat(290_000) } });
  const records = new Map(Array.from({ length: 12 }, (_, n) => [String(n), large(String(n))]));
  const recordOf = (id: string) => records.get(id);

  it('takes as many of the largest records as it may hold', () => {
    expect(fitting([...records.keys()], recordOf)).toEqual([
      '0',
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      '8',
      '9',
    ]);
  });

  it('takes any number of small ones, and those that are not there', () => {
    const ids = Array.from({ length: 97 }, (_, n) => `none ${n}`);
    expect(fitting(ids, recordOf)).toEqual(ids);
    expect(fitting([], recordOf)).toEqual([]);
  });
});
