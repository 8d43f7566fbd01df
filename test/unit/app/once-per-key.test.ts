import { describe, expect, it } from 'vitest';
import { oncePerKey } from '../../../lib/app/once-per-key.ts';

describe('what is asked once per key', () => {
  it('is one answer for all who ask at the same time or later', async () => {
    const asked: string[] = [];
    const lengthOf = oncePerKey(async (word: string) => {
      asked.push(word);
      return word.length;
    });
    expect(await Promise.all(['ada', 'grace', 'ada'].map(lengthOf))).toEqual([3, 5, 3]);
    expect(await lengthOf('ada')).toBe(3);
    expect(asked).toEqual(['ada', 'grace']);
  });

  it('is told apart by the key, whatever else the question says', async () => {
    const answer = oncePerKey(
      async ({ asker }: { id: number; asker: string }) => asker,
      ({ id }) => id,
    );
    const questions = [
      { id: 1, asker: 'ada' },
      { id: 1, asker: 'grace' },
      { id: 2, asker: 'grace' },
    ];
    expect(await Promise.all(questions.map(answer))).toEqual(['ada', 'ada', 'grace']);
  });

  it('fails for all who ask where it fails', async () => {
    let attempts = 0;
    const failing = oncePerKey(async (_: string) => {
      attempts += 1;
      throw new Error('out of reach');
    });
    await expect(failing('ada')).rejects.toThrow('out of reach');
    await expect(failing('ada')).rejects.toThrow('out of reach');
    expect(attempts).toBe(1);
  });
});
