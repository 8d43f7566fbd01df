import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concurrently } from '../../../lib/app/concurrently.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('concurrently', () => {
  it('gives the results in the order of the items and never does more at once than it may', async () => {
    const items = fc.array(fc.nat({ max: 3 }), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(items, fc.integer({ min: 1, max: 8 }), async (turns, limit) => {
        let running = 0;
        let most = 0;
        const results = await concurrently(turns, limit, async (wait, place) => {
          most = Math.max(most, ++running);
          for (let n = 0; n <= wait; n++) await turn();
          running -= 1;
          return `${place}:${wait}`;
        });
        expect(results).toEqual(turns.map((wait, place) => `${place}:${wait}`));
        expect(most).toBeLessThanOrEqual(limit);
        expect(most).toBe(Math.min(limit, turns.length));
      }),
      { numRuns: 30 },
    );
  });

  it('starts nothing more after a failure, and is through with what was under way', async () => {
    const started: number[] = [];
    const finished: number[] = [];
    const work = concurrently([0, 1, 2, 3, 4, 5], 3, async (item) => {
      started.push(item);
      await turn();
      if (item === 1) throw new Error('no 1');
      await turn();
      finished.push(item);
    });
    await expect(work).rejects.toThrow('no 1');
    expect(finished).toEqual(started.filter((item) => item !== 1));
    expect(started).not.toContain(5);
  });
});
