import { expect, it } from 'vitest';
import { wholeNumber } from '../../../bench/flags.ts';
import { UsageError } from '../../../infra/local/command-line.ts';

it.each(['1', '20', '500'])('takes %s', (value) => {
  expect(wholeNumber('owners', value, 1, 500)).toBe(Number(value));
});

it.each(['', '0', '501', '-1', '1.5', '1e2', 'ten', '0x10'])('refuses "%s", naming the flag', (value) => {
  const take = () => wholeNumber('owners', value, 1, 500);
  expect(take).toThrow(UsageError);
  expect(take).toThrow('--owners');
});
