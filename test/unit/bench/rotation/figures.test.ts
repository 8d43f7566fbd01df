import { describe, expect, it } from 'vitest';
import { figuresOf, targetsOf } from '../../../../bench/rotation/figures.ts';
import { newTally } from '../../../../bench/rotation/tally.ts';

const figures = (seconds: number, tally: Partial<ReturnType<typeof newTally>> = {}) =>
  figuresOf('A design', {
    records: 1_000,
    seconds,
    tally: { ...newTally(), ...tally },
    counterTable: 'rotations',
  });
const baseline = figures(100);

describe('figures', () => {
  it('are per record, but for the time and the conflicts', () => {
    const measured = figures(4, {
      requests: 90,
      retries: 10,
      conflicts: { rotations: 7, records: 2 },
      writeUnits: { records: 2_000, changes: 1_000 },
      indexWriteUnits: 3_000,
      readUnits: 500,
    });
    expect(measured).toMatchObject({
      recordsPerSecond: 250,
      requests: 0.09,
      retries: 0.01,
      counterConflicts: 7,
      writeUnits: 3,
      writeUnitsByTable: { records: 2, changes: 1 },
      indexWriteUnits: 3,
      readUnits: 0.5,
    });
  });
});

describe('the targets', () => {
  const met = (rota: ReturnType<typeof figures>) => targetsOf(rota, baseline).map((target) => target.met);
  const within = { requests: 100, writeUnits: { records: 3_200 } };

  it('are met at their very bounds', () => {
    expect(met(figures(10, within))).toEqual([true, true, true, true]);
  });

  it.each([
    ['throughput', figures(10.1, within), [false, true, true, true]],
    ['requests', figures(10, { ...within, requests: 101 }), [true, false, true, true]],
    ['write units', figures(10, { ...within, writeUnits: { records: 3_201 } }), [true, true, false, true]],
    ['conflicts', figures(10, { ...within, conflicts: { rotations: 1 } }), [true, true, true, false]],
  ])('are missed by the %s alone', (_, rota, expected) => {
    expect(met(rota)).toEqual(expected);
  });

  it('do not count a conflict on a record as one on the standings', () => {
    expect(met(figures(10, { ...within, conflicts: { records: 1 } }))).toEqual([true, true, true, true]);
  });
});
