import { describe, expect, it } from 'vitest';
import { filterGroupsBody } from '../../../lib/http/filter-body.ts';
import { parse } from '../../../lib/http/parse.ts';

const filter = { propertyName: 'amount', operator: 'BETWEEN' };

describe('filterGroupsBody', () => {
  it('takes numbers and booleans for texts, and null for nothing', () => {
    const sent = [{ filters: [{ ...filter, value: 5, highValue: 1772323200000, values: null }] }];
    expect(parse(filterGroupsBody, sent)).toEqual([
      { filters: [{ ...filter, value: '5', highValue: '1772323200000' }] },
    ]);
    const list = [{ filters: [{ ...filter, operator: 'IN', values: [true, 1, 'x'] }] }];
    expect(parse(filterGroupsBody, list)).toEqual([
      { filters: [{ ...filter, operator: 'IN', values: ['true', '1', 'x'] }] },
    ]);
  });

  it.each<[unknown, string]>([
    [[{ filters: [{ ...filter, operator: 'LIKE' }] }], '[0].filters[0].operator'],
    [[{ filters: [{ operator: 'EQ', value: 'x' }] }], '[0].filters[0].propertyName'],
    [[{ filters: [{ ...filter, highvalue: '1' }] }], '[0].filters[0].highvalue'],
    [[{ filters: [{ ...filter, value: 'x'.repeat(3_001) }] }], '[0].filters[0].value'],
    [[{ filters: [{ ...filter, value: { deep: 1 } }] }], '[0].filters[0].value'],
    [[{}], '[0].filters'],
    ['all', 'body'],
  ])('refuses %j', (sent, field) => {
    expect(() => parse(filterGroupsBody, sent)).toThrow(
      expect.objectContaining({ problems: [expect.objectContaining({ in: field })] }),
    );
  });
});
