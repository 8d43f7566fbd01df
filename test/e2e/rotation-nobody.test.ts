import { describe, expect, it } from 'vitest';
import {
  anOwner,
  bodyOf,
  call,
  contacts,
  del,
  eventually,
  type Fields,
  get,
  ownerOf,
  patch,
  post,
} from '../support/rota.ts';

const aRotation = async (fields: Fields): Promise<string> =>
  String(
    (await bodyOf(post('/ownership/v1/rotations', { name: 'Inbound', objectType: 'contacts', ...fields })))[
      'id'
    ],
  );

const enroll = (id: string, recordIds: string[]): Promise<Fields> =>
  bodyOf(post(`/ownership/v1/rotations/${id}/enrollments`, { recordIds }));

const decisionsOf = async (id: string): Promise<Fields[]> =>
  (await bodyOf(get(`/ownership/v1/rotations/${id}/decisions`)))['results'] as Fields[];

const decided = (id: string, count: number): Promise<Fields[]> =>
  eventually(
    () => decisionsOf(id),
    (found) => found.length >= count,
  );

const ownersOf = (ids: string[], expected: (owners: unknown[]) => boolean) =>
  eventually(() => Promise.all(ids.map(ownerOf)), expected);

describe('a rotation of which nobody is there', () => {
  it('holds its records, and gives them away when somebody is back', async () => {
    const ownerId = await anOwner();
    const rotation = await aRotation({ members: [{ ownerId }], hold: { until: 60 } });
    await del(`/ownership/v1/owners/${ownerId}`);
    const ids = await contacts(3);
    await enroll(rotation, ids);
    const [held] = await decided(rotation, 1);
    expect(held).toMatchObject({ picks: [], skipped: [], leftOver: { to: 'HOLD' } });
    await bodyOf(patch(`/ownership/v1/owners/${ownerId}`, { active: true }));
    await ownersOf(ids, (owners) => owners.every((owner) => owner === ownerId));
  });

  it('gives them away when the hour has come, without anybody saying so', async () => {
    const ownerId = await anOwner();
    const until = new Date(Date.now() + 4_000).toISOString();
    const outOfOffice = [{ from: '2020-01-01', until }];
    await bodyOf(
      patch(`/ownership/v1/owners/${ownerId}`, { availability: { timeZone: 'Europe/Berlin', outOfOffice } }),
    );
    const rotation = await aRotation({
      members: [{ ownerId }],
      onlyAvailable: true,
      hold: { until: 60 },
    });
    const ids = await contacts(2);
    await enroll(rotation, ids);
    expect((await decided(rotation, 1))[0]).toMatchObject({
      leftOver: { to: 'HOLD' },
      excluded: [{ ownerId, reasons: ['OUT_OF_OFFICE'] }],
    });
    await ownersOf(ids, (owners) => owners.every((owner) => owner === ownerId));
  });

  it('falls back upon another rotation, and that upon one owner', async () => {
    const last = await anOwner();
    const second = await anOwner();
    const two = await aRotation({ members: [{ ownerId: second }], fallback: [{ ownerId: last }] });
    const first = await anOwner();
    const one = await aRotation({ members: [{ ownerId: first }], fallback: [{ rotationId: two }] });
    await del(`/ownership/v1/owners/${first}`);
    const ids = await contacts(2);
    await enroll(one, ids);
    await ownersOf(ids, (owners) => owners.every((owner) => owner === second));
    await del(`/ownership/v1/owners/${second}`);
    const more = await contacts(2);
    await enroll(one, more);
    await ownersOf(more, (owners) => owners.every((owner) => owner === last));
  });

  it('says so where it does neither', async () => {
    const ownerId = await anOwner();
    const rotation = await aRotation({ members: [{ ownerId, dailyCap: 2 }] });
    const ids = await contacts(3);
    await enroll(rotation, ids);
    const [decision] = await decided(rotation, 1);
    expect(decision).toMatchObject({ skipped: [{ recordId: ids[2], reason: 'NO_ELIGIBLE_OWNER' }] });
    expect(await bodyOf(get(`/ownership/v1/rotations/${rotation}/standings`))).toMatchObject({
      members: [{ count: 2, countToday: 2, dailyCap: 2, eligible: false, reasons: ['DAILY_CAP_REACHED'] }],
    });
  });

  it.each([
    ['itself', 'CYCLE', (id: string) => ({ rotationId: id })],
    ['a rotation that is not there', 'ROTATION_NOT_FOUND', () => ({ rotationId: '404' })],
    ['an owner who is not there', 'OWNER_NOT_FOUND', () => ({ ownerId: '404' })],
  ])('cannot fall back upon %s', async (_, code, step) => {
    const rotation = await aRotation({ members: [{ ownerId: await anOwner() }] });
    const answer = await call('PATCH', `/ownership/v1/rotations/${rotation}`, { fallback: [step(rotation)] });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ code }] } });
  });
});
