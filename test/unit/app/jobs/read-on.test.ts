import { describe, expect, it } from 'vitest';
import { readOn } from '../../../../lib/app/jobs/read-on.ts';
import type { Place } from '../../../../lib/domain/job/job.ts';

/** Reads on through these partitions; each of their items is its own key. */
const through = async (
  partitions: string[][],
  { from = { partition: 0 }, limit = 3, passes = 1, together = true } = {} as {
    from?: Partial<Place>;
    limit?: number;
    passes?: number;
    together?: boolean;
  },
) => {
  const { found, until } = await readOn<string>(
    { pass: 1, partition: 0, after: null, ...from },
    {
      road: { passes, partitions: partitions.length },
      limit,
      read: async ({ partition, after }, most) => {
        const left = (partitions[partition] ?? []).filter((item) => after === null || item > after);
        const results = left.slice(0, most);
        return { results, next: left.length > most ? results.at(-1) : undefined };
      },
      keyOf: (item) => item,
      together: () => together,
    },
  );
  return { items: found.map(({ item }) => item), behind: found.map(({ behind }) => behind), until };
};

const at = (partition: number, after: string | null = null, pass = 1): Place => ({ pass, partition, after });

describe('reading on', () => {
  it.each<[string, string[][], string[], Place | undefined]>([
    ['fills a page from several partitions', [['a'], ['b', 'c', 'd']], ['a', 'b', 'c'], at(1, 'c')],
    ['passes over empty partitions', [[], [], ['a', 'b', 'c', 'd']], ['a', 'b', 'c'], at(2, 'c')],
    [
      'goes on in the next partition when a page ends with one',
      [['a', 'b', 'c'], ['d']],
      ['a', 'b', 'c'],
      at(1),
    ],
    ['is over when a page ends with the last', [['a'], ['b', 'c']], ['a', 'b', 'c'], undefined],
    ['is over when there is less than a page', [['a'], [], []], ['a'], undefined],
    ['is over when there is nothing', [[], []], [], undefined],
  ])('%s', async (_, partitions, items, until) => {
    expect(await through(partitions)).toMatchObject({ items, until });
  });

  it('begins where it was told', async () => {
    expect(await through([['a', 'b'], ['c']], { from: at(0, 'a') })).toMatchObject({ items: ['b', 'c'] });
  });

  it('says for each what place is behind it', async () => {
    expect((await through([['a'], ['b']])).behind).toEqual([at(0, 'a'), at(1, 'b')]);
  });

  it('keeps apart what does not belong on one page', async () => {
    expect(await through([['a'], ['b']], { together: false })).toMatchObject({ items: ['a'], until: at(1) });
    expect(await through([[], ['b']], { together: false })).toMatchObject({ items: ['b'], until: undefined });
  });

  it('goes the road as often as it is to', async () => {
    const seen: string[] = [];
    let until: Place | undefined = at(0);
    while (until !== undefined) {
      const page: Awaited<ReturnType<typeof through>> = await through([['a', 'b'], ['c']], {
        from: until,
        limit: 2,
        passes: 2,
        together: false,
      });
      seen.push(...page.items);
      until = page.until;
    }
    expect(seen).toEqual(['a', 'b', 'c', 'a', 'b', 'c']);
  });
});
