import { describe, expect, it } from 'vitest';
import type { Batch } from '../../../../lib/domain/rotation/batch.ts';
import { type LastResort, lastResortOf } from '../../../../lib/domain/rotation/last-resort.ts';
import type { Rotation } from '../../../../lib/domain/rotation/rotation.ts';
import { anOwner, aRotationAmong } from '../../../support/builders.ts';

const at = '2026-03-01T09:00:00.000Z';
const inAnHour = '2026-03-01T10:00:00.000Z';

const everybody = [
  anOwner({ id: '10' }),
  anOwner({ id: '11', active: false }),
  anOwner({ id: '12', objectAccess: ['deals'] }),
];

const resort = (rotation: Partial<Rotation>, batch: Partial<Batch> = {}): LastResort =>
  lastResortOf({
    rotation: aRotationAmong([], { id: '500', ...rotation }),
    batch: { batchId: 'b1', rotationId: '500', enrollments: [], ...batch },
    everybody,
    at,
  });

describe('what becomes of records that nobody may have', () => {
  it.each<[string, Partial<Rotation>, LastResort]>([
    ['nobody gets them where nothing was said', {}, { to: 'NOBODY' }],
    ['the owner named gets them', { fallback: [{ ownerId: '10' }] }, { to: 'OWNER', ownerId: '10' }],
    [
      'an owner who is deactivated, unknown or may not see them is passed over',
      { fallback: [{ ownerId: '11' }, { ownerId: '99' }, { ownerId: '12' }, { ownerId: '10' }] },
      { to: 'OWNER', ownerId: '10' },
    ],
    [
      'another rotation gets them, with what is to be tried after it',
      { fallback: [{ rotationId: '501' }, { ownerId: '10' }] },
      { to: 'ROTATION', rotationId: '501', thenTry: [{ ownerId: '10' }] },
    ],
    [
      'they are held before the fallback, as long as the rotation says',
      { hold: { until: 60 }, fallback: [{ ownerId: '10' }] },
      { to: 'HOLD', until: inAnHour },
    ],
    [
      'a deleted rotation neither holds nor falls back',
      { deletedAt: at, hold: { until: 60 }, fallback: [{ ownerId: '10' }] },
      { to: 'NOBODY' },
    ],
  ])('%s', (_, rotation, expected) => {
    expect(resort(rotation)).toEqual(expected);
  });

  it.each<[string, Partial<Rotation>, Partial<Batch>, LastResort]>([
    [
      'what was held goes on waiting until the moment that was set at first',
      { hold: { until: 600 } },
      { heldUntil: inAnHour },
      { to: 'HOLD', until: inAnHour },
    ],
    [
      'what was held long enough goes to the fallback',
      { hold: { until: 60 }, fallback: [{ ownerId: '10' }] },
      { heldUntil: at },
      { to: 'OWNER', ownerId: '10' },
    ],
    [
      'what was held goes to the fallback when the rotation no longer holds',
      { fallback: [{ ownerId: '10' }] },
      { heldUntil: inAnHour },
      { to: 'OWNER', ownerId: '10' },
    ],
    [
      'records that came from another rotation do not wait, and go on along its list',
      { hold: { until: 60 } },
      { forwarded: { thenTry: [{ ownerId: '10' }], through: ['400'] } },
      { to: 'OWNER', ownerId: '10' },
    ],
    [
      'the own list comes before that of the rotation they came from',
      { fallback: [{ rotationId: '501' }] },
      { forwarded: { thenTry: [{ ownerId: '10' }], through: ['400'] } },
      { to: 'ROTATION', rotationId: '501', thenTry: [{ ownerId: '10' }] },
    ],
    [
      'records never go back to where they have been, whatever the lists say',
      { fallback: [{ rotationId: '400' }, { rotationId: '500' }] },
      { forwarded: { thenTry: [], through: ['400'] } },
      { to: 'NOBODY' },
    ],
    [
      'a deleted rotation passes on along the list of the one before',
      { deletedAt: at },
      { forwarded: { thenTry: [{ ownerId: '10' }], through: ['400'] } },
      { to: 'OWNER', ownerId: '10' },
    ],
    [
      'a leaver gets nothing back, and their records do not wait',
      { hold: { until: 60 }, fallback: [{ ownerId: '10' }] },
      { replacing: '10' },
      { to: 'NOBODY' },
    ],
    [
      'what is handed over does not go through another rotation',
      { fallback: [{ rotationId: '501' }, { ownerId: '10' }] },
      { replacing: '9' },
      { to: 'OWNER', ownerId: '10' },
    ],
  ])('%s', (_, rotation, batch, expected) => {
    expect(resort(rotation, batch)).toEqual(expected);
  });
});
