import { expect, it } from 'vitest';
import { listed } from '../../../lib/domain/listed.ts';

it.each([
  [0, ''],
  [1, 'A'],
  [2, 'A and B'],
  [3, 'A, B and C'],
  [4, 'A, B, C and D'],
  [5, 'A, B, C and 2 others'],
  [26, 'A, B, C and 23 others'],
])('lists %i names', (count, expected) => {
  expect(listed([...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].slice(0, count))).toBe(expected);
});
