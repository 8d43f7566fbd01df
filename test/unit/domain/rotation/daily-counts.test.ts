import { describe, expect, it } from 'vitest';
import { addReceived, countOn } from '../../../../lib/domain/rotation/daily-counts.ts';

const at = '2026-03-02T09:00:00.000Z';

describe('daily counts', () => {
  it('count what each owner received on each of their days', () => {
    const counts = addReceived(
      { '2026-03-02': { '10': 2 } },
      [
        { ownerId: '10', day: '2026-03-02' },
        { ownerId: '11', day: '2026-03-03' },
        { ownerId: '11', day: '2026-03-03' },
      ],
      at,
    );
    expect(counts).toEqual({ '2026-03-02': { '10': 3 }, '2026-03-03': { '11': 2 } });
    expect(countOn(counts, { ownerId: '11', day: '2026-03-03' })).toBe(2);
    expect(countOn(counts, { ownerId: '11', day: '2026-03-02' })).toBe(0);
  });

  it('forget the days that are over for everybody, and no others', () => {
    const counts = { '2026-02-28': { '10': 1 }, '2026-03-01': { '10': 1 }, '2026-03-02': { '10': 1 } };
    expect(Object.keys(addReceived(counts, [], at))).toEqual(['2026-03-01', '2026-03-02']);
  });

  it('leave what they were made from as it was', () => {
    const before = { '2026-03-02': { '10': 1 } };
    addReceived(before, [{ ownerId: '10', day: '2026-03-02' }], at);
    expect(before).toEqual({ '2026-03-02': { '10': 1 } });
  });
});
