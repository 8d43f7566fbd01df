import { afterEach, describe, expect, it, vi } from 'vitest';
import { log } from '../../lib/log.ts';

const said: string[] = [];
const capture = () =>
  vi.spyOn(console, 'error').mockImplementation((line: unknown) => void said.push(String(line)));

afterEach(() => {
  vi.restoreAllMocks();
  said.length = 0;
});

const errorOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

describe('a line of the log', () => {
  it('tells what an error was and where it came from', () => {
    capture();
    log.error('request failed', { requestId: 'r-1', error: new TypeError('No such thing.') });
    expect(JSON.parse(said[0] ?? '')).toMatchObject({
      level: 'ERROR',
      message: 'request failed',
      requestId: 'r-1',
      error: { name: 'TypeError', message: 'No such thing.', stack: expect.stringContaining('log.test.ts') },
    });
  });

  it('does not quote what could not be read as JSON', () => {
    capture();
    const error = errorOf(() => JSON.parse('zoe@example.com'));
    expect(String(error)).toContain('zoe@');
    log.error('message failed', { error });
    expect(said[0]).not.toContain('zoe@');
    expect(said[0]).toContain('log.test.ts');
  });
});
