import { describe, expect, it } from 'vitest';
import { threadOptions } from '../../../infra/local/lambda/node-options.ts';

describe('the variables of a function in a thread', () => {
  it('say nothing that a thread would not start with: the limit of the young generation is one of the thread', () => {
    const NODE_OPTIONS = '--enable-source-maps --max-semi-space-size=4';
    expect(threadOptions({ TABLE: 'x', NODE_OPTIONS })).toEqual({
      env: { TABLE: 'x', NODE_OPTIONS: '--enable-source-maps' },
      limits: { maxYoungGenerationSizeMb: 12 },
    });
  });

  it.each([{}, { NODE_OPTIONS: '--enable-source-maps' }])(
    'are left as they are otherwise: %j',
    (variables) => {
      expect(threadOptions(variables)).toEqual({ env: variables, limits: {} });
    },
  );
});
