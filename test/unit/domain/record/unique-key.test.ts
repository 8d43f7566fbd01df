import { describe, expect, it } from 'vitest';
import { propertySet } from '../../../../lib/domain/record/property-set.ts';
import { keyChanges } from '../../../../lib/domain/record/unique-key.ts';
import { withProperties } from '../../../../lib/domain/record/with-properties.ts';
import { aContact, someTime } from '../../../support/builders.ts';

const badge = { name: 'badge', label: 'Badge', type: 'string', unique: true } as const;
const withBadges = propertySet('contacts', [badge]);
const withoutAny = propertySet('contacts', [], [badge]);

const ada = aContact({ properties: { email: 'ada@example.com' } });
const marked = withProperties(ada, { ...ada.properties, badge: '7' }, withBadges);

describe('the keys that a write moves', () => {
  it('are also those of the unique properties that the account has defined', () => {
    expect(keyChanges({ before: undefined, after: marked }).claimed).toEqual([
      'contacts#email#ada@example.com',
      'contacts#badge#7',
    ]);
    const other = withProperties(marked, { ...marked.properties, badge: '8' }, withBadges);
    expect(keyChanges({ before: marked, after: other })).toEqual({
      released: ['contacts#badge#7'],
      claimed: ['contacts#badge#8'],
    });
    expect(withProperties(marked, ada.properties, withBadges)).toEqual(ada);
    expect(keyChanges({ before: marked, after: ada }).released).toEqual(['contacts#badge#7']);
  });

  it('are given up by whoever archives the record, and kept by whoever changes something else', () => {
    const archived = { ...marked, archivedAt: someTime };
    expect(keyChanges({ before: marked, after: archived }).released).toContain('contacts#badge#7');
    const moved = withProperties(marked, { ...marked.properties, city: 'Bonn' }, withoutAny);
    expect(moved.uniqueProperties).toEqual(['badge']);
    expect(keyChanges({ before: marked, after: moved })).toEqual({ released: [], claimed: [] });
  });
});
