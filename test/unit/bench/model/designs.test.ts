import { describe, expect, it } from 'vitest';
import { newTable, warmTable } from '../../../../bench/model/assumptions.ts';
import { counterDesign } from '../../../../bench/model/counter-design.ts';
import { rotaDesign } from '../../../../bench/model/rota-design.ts';
import { play, type Scenario } from '../../../../bench/model/scenario.ts';

const designs = [
  ['Rota', rotaDesign],
  ['the counter', counterDesign],
] as const;

const scenario = (fields: Partial<Scenario> = {}): Scenario => ({
  records: 980,
  workers: 16,
  rotations: 1,
  limits: warmTable,
  arrivals: 'together',
  seed: 1,
  ...fields,
});

describe.each(designs)('%s', (_, design) => {
  it.each([
    ['all at once in one rotation', {}],
    ['in more rotations than workers', { rotations: 100, workers: 4 }],
    ['by one worker', { workers: 1, rotations: 10 }],
    ['against the limits of new tables', { rotations: 100, workers: 64, records: 9_800, limits: newTable }],
    ['one by one', { rotations: 10, arrivals: { perSecond: 5 } }],
  ])('decides every record once: %s', (_case, fields) => {
    const wanted = scenario(fields);
    expect(play(design, wanted).decided).toBe(wanted.records);
  });

  it('comes to the same outcome for the same seed, and to another for another', () => {
    expect(play(design, scenario())).toEqual(play(design, scenario()));
    expect(play(design, scenario({ seed: 2 }))).not.toEqual(play(design, scenario()));
  });

  it('waits at the median no longer than at the 95th percentile, and no less than a queue and a write take', () => {
    const { p50, p95 } = play(design, scenario());
    expect(p50).toBeLessThanOrEqual(p95);
    expect(p50).toBeGreaterThan(15);
  });
});

describe('the counter', () => {
  const throughput = (workers: number, rotations: number): number =>
    play(counterDesign, scenario({ workers, rotations })).recordsPerSecond;

  it('is saturated by one rotation: sixty-four times the workers do not do five times as much', () => {
    expect(throughput(64, 1)).toBeLessThan(5 * throughput(1, 1));
  });

  it('is not by a hundred rotations', () => {
    expect(throughput(64, 100)).toBeGreaterThan(20 * throughput(1, 100));
  });

  it('meets more conflicts the more workers there are, and none alone', () => {
    const [alone = 0, few = 0, many = 0] = [1, 4, 64].map(
      (workers) => play(counterDesign, scenario({ workers })).conflicts,
    );
    expect(alone).toBe(0);
    expect(few).toBeGreaterThan(0);
    expect(many).toBeGreaterThan(few);
  });

  it('is asked for four requests per record where nobody is in the way', () => {
    expect(play(counterDesign, scenario({ workers: 1 })).requestsPerRecord).toBe(4);
  });
});

describe('Rota', () => {
  it('has no conflict on the standings, however many workers', () => {
    const outcome = play(rotaDesign, scenario({ workers: 64, rotations: 10 }));
    expect(outcome).toMatchObject({ conflicts: 0, retriesPerRecord: 0 });
  });

  it('is asked for five requests per full batch', () => {
    expect(play(rotaDesign, scenario()).requestsPerRecord).toBeCloseTo(5 / 98);
  });

  it('decides more a second with more rotations side by side', () => {
    const one = play(rotaDesign, scenario()).recordsPerSecond;
    expect(play(rotaDesign, scenario({ rotations: 10 })).recordsPerSecond).toBeGreaterThan(one);
  });

  it("does not go beyond a new table's limit for long", () => {
    const wanted = scenario({ records: 39_200, rotations: 100, workers: 64, limits: newTable });
    const { recordsPerSecond, throttled } = play(rotaDesign, wanted);
    expect(throttled).toBeGreaterThan(0);
    // Two units per record, and one second's worth at the beginning.
    const leastSeconds = (39_200 * 2) / newTable.table - 1;
    expect(recordsPerSecond).toBeLessThanOrEqual(39_200 / leastSeconds);
  });
});
