import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allShards, shardCount, shardOf } from '../../../lib/domain/shard.ts';
import { anyText } from '../../support/any-text.ts';

describe('shardOf', () => {
  it.each([
    ['1', 4],
    ['100001', 7],
    ['1234567890123456789', 7],
    ['', 5],
  ])('keeps the id %j in shard %i for good', (id, shard) => {
    expect(shardOf(id)).toBe(shard);
  });

  it('puts any id into one of the shards', () => {
    fc.assert(fc.property(anyText, (id) => allShards.includes(shardOf(id))));
  });

  it.each([
    ['ids that follow each other', (n: number) => String(1_000_000 + n)],
    ['ids of nineteen digits', (n: number) => String(10n ** 18n + BigInt(n) * 7_777_777_777_777n)],
  ])('spreads %s evenly enough that no shard gets twice its part', (_, idOf) => {
    const counts = allShards.map(() => 0);
    for (let n = 0; n < 8_000; n++) counts[shardOf(idOf(n))] = (counts[shardOf(idOf(n))] ?? 0) + 1;
    expect(Math.max(...counts)).toBeLessThan((2 * 8_000) / shardCount);
    expect(Math.min(...counts)).toBeGreaterThan(8_000 / shardCount / 2);
  });
});
