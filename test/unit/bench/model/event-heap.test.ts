import fc from 'fast-check';
import { expect, it } from 'vitest';
import { eventHeap } from '../../../../bench/model/event-heap.ts';

it('gives events in the order of their times, and those of one time in the order in which they came', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), (times) => {
      const heap = eventHeap<number>();
      for (const [place, time] of times.entries()) heap.push(time, place);
      const expected = times.map((time, item) => ({ time, item })).sort((a, b) => a.time - b.time);
      for (const event of expected) expect(heap.pop()).toMatchObject(event);
      expect(heap.pop()).toBeUndefined();
    }),
  );
});

it('takes events in while others are taken out', () => {
  const heap = eventHeap<string>();
  heap.push(5, 'later');
  heap.push(1, 'first');
  expect(heap.pop()?.item).toBe('first');
  heap.push(2, 'second');
  expect(heap.pop()?.item).toBe('second');
  expect(heap.pop()?.item).toBe('later');
});
