import { expect, it } from 'vitest';
import { shown, textTable } from '../../../bench/text-table.ts';

it('puts names to the left and numbers to the right, under a ruled header', () => {
  const rows = [
    ['', 'Rota', 'Counter'],
    ['records/s', '1,000', '9'],
    ['longer than the others', '7', '12345678'],
  ];
  expect(textTable(rows).split('\n')).toEqual([
    '                          Rota    Counter',
    '----------------------   -----   --------',
    'records/s                1,000          9',
    'longer than the others       7   12345678',
    '',
  ]);
});

it.each([
  [1234567, undefined, '1,234,567'],
  [0.0931, 3, '0.093'],
  [2, 2, '2.00'],
])('shows %d with %s decimals as %s', (number, decimals, text) => {
  expect(shown(number, decimals)).toBe(text);
});
