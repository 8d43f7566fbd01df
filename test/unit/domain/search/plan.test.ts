import { describe, expect, it } from 'vitest';
import type { Filter } from '../../../../lib/domain/filter/filter.ts';
import { propertySet } from '../../../../lib/domain/record/property-set.ts';
import { namesIn, planSearch } from '../../../../lib/domain/search/plan.ts';
import type { Search } from '../../../../lib/domain/search/search.ts';

const set = propertySet('contacts');
const contacts = { objectType: 'contacts' } as const;

const planOf = (groups: Filter[][], more: Partial<Search> = {}) => {
  const search = {
    ...contacts,
    groups: groups.map((filters) => ({ filters })),
    limit: 10,
    offset: 0,
    ...more,
  };
  return planSearch(set, search);
};

const ownedBy = (value: string): Filter => ({ propertyName: 'hubspot_owner_id', operator: 'EQ', value });
const unowned: Filter = { propertyName: 'hubspot_owner_id', operator: 'NOT_HAS_PROPERTY' };
const city: Filter = { propertyName: 'city', operator: 'EQ', value: 'Berlin' };
const email: Filter = { propertyName: 'email', operator: 'EQ', value: ' ADA@example.com ' };
const ids: Filter = { propertyName: 'hs_object_id', operator: 'IN', values: ['7', '008', '7'] };
const none = { by: 'candidates', ids: [], uniqueKeys: [], owners: [] };

describe('planSearch', () => {
  it('lists a whole type where nothing is asked for', () => {
    expect(planOf([])).toEqual({ by: 'list', list: contacts });
    expect(planOf([[]])).toEqual({ by: 'list', list: contacts });
    expect(planOf([], { query: ' ' })).toEqual({ by: 'list', list: contacts });
  });

  it('lists what an owner has, and what nobody has', () => {
    expect(planOf([[ownedBy('42')]])).toEqual({ by: 'list', list: { ...contacts, ownerId: '42' } });
    expect(planOf([[unowned]])).toEqual({ by: 'list', list: { ...contacts, ownerId: null } });
    const inOne: Filter = { propertyName: 'hubspot_owner_id', operator: 'IN', values: ['42'] };
    expect(planOf([[inOne]])).toEqual({ by: 'list', list: { ...contacts, ownerId: '42' } });
  });

  it('tries the records of an owner where more is asked of them, or another order', () => {
    const owners = [{ ...contacts, ownerId: '42' }];
    expect(planOf([[ownedBy('42'), city]])).toEqual({ ...none, owners });
    expect(planOf([[ownedBy('42')]], { query: 'ada' })).toEqual({ ...none, owners });
    const sort = { propertyName: 'city', direction: 'ASCENDING' } as const;
    expect(planOf([[ownedBy('42')]], { sort })).toEqual({ ...none, owners });
    expect(planOf([[ownedBy('42')], [unowned]])).toEqual({
      ...none,
      owners: [...owners, { ...contacts, ownerId: null }],
    });
  });

  it('reads by id and by unique property, and takes them before an owner', () => {
    expect(planOf([[ownedBy('42'), ids]])).toEqual({ ...none, ids: ['7', '8'] });
    expect(planOf([[ownedBy('42'), email], [ids]])).toEqual({
      ...none,
      ids: ['7', '8'],
      uniqueKeys: ['contacts#email#ada@example.com'],
    });
    const nobody: Filter = { propertyName: 'email', operator: 'EQ', value: 'no e-mail' };
    expect(planOf([[nobody]])).toEqual(none);
  });

  it('tries every record where one of the groups has nothing else to go by', () => {
    expect(planOf([[city]])).toEqual({ by: 'type' });
    expect(planOf([[email], [city]])).toEqual({ by: 'type' });
    expect(planOf([], { query: 'ada' })).toEqual({ by: 'type' });
    expect(planOf([[{ propertyName: 'email', operator: 'NEQ', value: 'a@b.com' }]])).toEqual({ by: 'type' });
    expect(planOf([[{ propertyName: 'hubspot_owner_id', operator: 'HAS_PROPERTY' }]])).toEqual({
      by: 'type',
    });
  });

  it('tries every record rather than those of very many owners', () => {
    const values = Array.from({ length: 21 }, (_, place) => String(place + 1));
    const owners: Filter = { propertyName: 'hubspot_owner_id', operator: 'IN', values };
    expect(planOf([[owners]])).toEqual({ by: 'type' });
    expect(planOf([[{ ...owners, values: values.slice(1) }]])).toMatchObject({ by: 'candidates' });
  });

  it('does not look up a text by its key: texts match in any case, keys do not', () => {
    const own = propertySet('deals', [{ name: 'code', label: 'Code', type: 'string', unique: true }]);
    const groups = [{ filters: [{ propertyName: 'code', operator: 'EQ' as const, value: 'X' }] }];
    expect(planSearch(own, { objectType: 'deals', groups, limit: 1, offset: 0 })).toEqual({ by: 'type' });
  });
});

describe('namesIn', () => {
  it('names what is filtered, sorted and looked through, each once', () => {
    const sort = { propertyName: 'createdate', direction: 'ASCENDING' } as const;
    const groups = [{ filters: [city, city] }];
    const search: Search = { ...contacts, groups, sort, query: 'ada', limit: 1, offset: 0 };
    expect(namesIn(search)).toEqual([
      'city',
      'createdate',
      'firstname',
      'lastname',
      'email',
      'phone',
      'mobilephone',
      'company',
    ]);
  });
});
