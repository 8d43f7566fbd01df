import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Entry,
  type Gain,
  newestOf,
  occasionOf,
  untoldGains,
} from '../../../../lib/domain/notification/gain.ts';
import { isToldOf } from '../../../../lib/domain/owner/notifications.ts';
import type { Owner } from '../../../../lib/domain/owner/owner.ts';
import type { LastWrite } from '../../../../lib/domain/record/record.ts';
import { aChange, anOwner } from '../../../support/builders.ts';

describe('a change', () => {
  it.each<[string, Partial<LastWrite>]>([
    ['API', {}],
    ['BULK', { source: 'BULK', runId: 'run-1' }],
    ['WORKFLOW', { source: 'WORKFLOW', runId: 'run-1' }],
    ['ROTATION', { source: 'ROTATION', runId: 'run-1' }],
    ['SALESFORCE', { source: 'SALESFORCE' }],
    ['UNDO', { source: 'UNDO', runId: 'run-1' }],
  ])('from the source %s is told to whoever gains by it', (source, write) => {
    const occasion = occasionOf(aChange('7', { write: { id: 'write-1', ...write } }));
    const runId = write.runId ?? 'write-1';
    expect(occasion).toEqual({
      runId,
      ownerId: '7',
      objectType: 'contacts',
      source,
      actor: 'ada@example.com',
    });
  });

  it.each<[string, string | null, Partial<LastWrite>]>([
    ['that an import made', '7', { source: 'IMPORT', notify: false }],
    ['that an import made, whatever it says of itself', '7', { source: 'IMPORT', notify: true }],
    ['that is to be a silent one', '7', { notify: false }],
    ['by which nobody gains', null, {}],
  ])('%s is told to nobody', (_, toOwnerId, write) => {
    expect(occasionOf(aChange(toOwnerId, { write }))).toBeUndefined();
  });
});

describe('an owner', () => {
  const off = (...sources: Owner['notifications']['off']): Partial<Owner> => ({
    notifications: { off: sources },
  });
  it.each<[boolean, string, Partial<Owner>, string]>([
    [true, 'what somebody else did', {}, 'bob@example.com'],
    [true, 'what they did not switch off', off('ROTATION', 'UNDO'), 'bob@example.com'],
    [true, 'what a namesake did', { email: 'ada@example.com' }, 'ada@example.org'],
    [false, 'what they switched off', off('ROTATION', 'BULK'), 'bob@example.com'],
    [false, 'what they did themselves', { email: 'ada@example.com' }, 'ada@example.com'],
    [false, 'what they did, written otherwise', { email: 'ada@example.com' }, 'Ada@Example.com'],
    [false, 'what they did, known by their id', { id: '77' }, '77'],
    [false, 'anything once deactivated', { active: false }, 'bob@example.com'],
  ])('hears (%s) of %s', (told, _, fields, actor) => {
    expect(isToldOf(anOwner(fields), { source: 'BULK', actor })).toBe(told);
  });
});

const gain = (n: number): Gain => ({ changeId: `c${n}`, recordId: String(n), property: 'hubspot_owner_id' });
const entry = (number: number, gains: number[], at = `2026-03-01T09:00:0${number}.000Z`): Entry => ({
  number,
  at,
  gains: gains.map(gain),
});

describe('what is to be told', () => {
  it('is each gain once, in the order of the changes, without what was told before or is to be told later', () => {
    const entries = [entry(4, [7, 8]), entry(2, [3, 5, 2]), entry(1, [1, 2]), entry(3, [3, 4])];
    expect(untoldGains(entries, { told: 1, upTo: 3 }).map(({ changeId }) => changeId)).toEqual([
      'c3',
      'c4',
      'c5',
    ]);
    expect(newestOf(entries, { told: 1, upTo: 3 })).toBe('2026-03-01T09:00:03.000Z');
  });

  it('is everything once, however batches are cut and told in parts', () => {
    const batches = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 1 }), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(batches, fc.infiniteStream(fc.integer({ min: 1, max: 4 })), (cut, steps) => {
        const entries = cut.map((gains, n) => entry(n + 1, gains, '2026'));
        const all: string[] = [];
        let told = 0;
        for (const step of steps) {
          if (told === entries.length) break;
          const upTo = Math.min(entries.length, told + step);
          all.push(...untoldGains(entries, { told, upTo }).map(({ changeId }) => changeId));
          told = upTo;
        }
        expect(all.sort()).toEqual([...new Set(cut.flat())].map((n) => `c${n}`).sort());
      }),
    );
  });
});
