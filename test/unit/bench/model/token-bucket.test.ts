import { expect, it } from 'vitest';
import { tokenBucket } from '../../../../bench/model/token-bucket.ts';

it("gives one second's worth at once, and then what flows in", () => {
  let now = 0;
  const bucket = tokenBucket(1_000, () => now);
  expect(bucket.has(1_000)).toBe(true);
  bucket.take(1_000);
  expect(bucket.has(1)).toBe(false);
  now = 100;
  expect(bucket.has(100)).toBe(true);
  expect(bucket.has(101)).toBe(false);
  now = 60_000;
  expect(bucket.has(1_001)).toBe(false);
});
