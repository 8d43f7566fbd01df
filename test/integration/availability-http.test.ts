import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHandler } from '../../functions/owners/handler.ts';
import type { ApiHandler } from '../../lib/http/api.ts';
import { anId } from '../support/builders.ts';
import { startDynamo, type TestDynamo } from '../support/dynamo.ts';
import { call } from '../support/http-event.ts';
import { rotationDesk } from '../support/rotation-desk.ts';

const scopes = ['crm.objects.owners.read', 'settings.users.write'];

let dynamo: TestDynamo;
let handler: ApiHandler;
beforeAll(async () => {
  dynamo = await startDynamo();
  handler = createHandler(rotationDesk(dynamo));
});
afterAll(() => dynamo?.stop());

const create = (fields: object) =>
  call(handler, 'POST /ownership/v1/owners', {
    scopes,
    body: { email: `available-${anId()}@example.com`, ...fields },
  });
const patch = (ownerId: string, body: object) =>
  call(handler, 'PATCH /ownership/v1/owners/{ownerId}', { scopes, path: { ownerId }, body });
const get = (ownerId: string) =>
  call(handler, 'GET /ownership/v1/owners/{ownerId}', { scopes, path: { ownerId } });

const made = async (fields: object = {}): Promise<string> => {
  const answer = await create(fields);
  expect(answer).toMatchObject({ status: 201 });
  return (answer.body as { id: string }).id;
};

const timeZone = 'Europe/Berlin';
const days = ['MONDAY', 'TUESDAY'];
const shift = { days, from: '09:00', until: '17:30' };
const absence = { from: '2026-12-24', until: '2027-01-01' };

describe('the availability of an owner over HTTP', () => {
  it('is none at first, is set as a whole, survives other changes, and is cleared by null', async () => {
    const ownerId = await made();
    expect(await get(ownerId)).toMatchObject({ body: { availability: null } });
    const availability = {
      timeZone,
      workingHours: [shift, { days: ['FRIDAY'], from: '18:00', until: '24:00' }],
      outOfOffice: [absence, { from: '2026-07-01T12:00:00+02:00', until: '2026-07-01T15:00Z' }],
    };
    expect(await patch(ownerId, { availability })).toMatchObject({ status: 200, body: { availability } });
    expect(await patch(ownerId, { firstName: 'Grace' })).toMatchObject({ body: { availability } });
    expect(await get(ownerId)).toMatchObject({ body: { availability, firstName: 'Grace' } });
    const emptied = { timeZone: 'UTC', workingHours: null, outOfOffice: [] };
    expect(await patch(ownerId, { availability: { timeZone: 'UTC' } })).toMatchObject({
      body: { availability: emptied },
    });
    expect(await patch(ownerId, { availability: null })).toMatchObject({ body: { availability: null } });
    expect(await get(ownerId)).toMatchObject({ body: { availability: null } });
  });

  it('may be given when the owner is created', async () => {
    const ownerId = await made({ availability: { timeZone, workingHours: [shift] } });
    expect(await get(ownerId)).toMatchObject({
      body: { availability: { timeZone, workingHours: [shift], outOfOffice: [] } },
    });
  });

  it('takes as many ranges and absences as allowed', async () => {
    const workingHours = Array.from({ length: 50 }, () => shift);
    const outOfOffice = Array.from({ length: 200 }, () => absence);
    const ownerId = await made({ availability: { timeZone, workingHours, outOfOffice } });
    expect(await get(ownerId)).toMatchObject({
      body: { availability: { timeZone, workingHours, outOfOffice } },
    });
  });

  const hours = (fields: object) => ({ timeZone, workingHours: [shift, { ...shift, ...fields }] });
  const away = (from: unknown, until: unknown) => ({ timeZone, outOfOffice: [absence, { from, until }] });
  it.each<[string, unknown, string]>([
    ['text', 'Europe/Berlin', 'availability'],
    ['no time zone', {}, 'availability.timeZone'],
    ['an unknown time zone', { timeZone: 'Mars/Phobos' }, 'availability.timeZone'],
    ['an offset as time zone', { timeZone: '+01:00' }, 'availability.timeZone'],
    ['another field', { timeZone, holidays: [] }, 'availability.holidays'],
    ['no range of working hours', { timeZone, workingHours: [] }, 'availability.workingHours'],
    ['51 ranges', { timeZone, workingHours: Array(51).fill(shift) }, 'availability.workingHours'],
    ['no days', hours({ days: [] }), 'availability.workingHours[1].days'],
    ['a day twice', hours({ days: ['MONDAY', 'MONDAY'] }), 'availability.workingHours[1].days'],
    ['an unknown day', hours({ days: ['MONDAY', 'Tue'] }), 'availability.workingHours[1].days[1]'],
    ['no start', hours({ from: undefined }), 'availability.workingHours[1].from'],
    ['a start of one digit', hours({ from: '9:00' }), 'availability.workingHours[1].from'],
    ['a start at 24:00', hours({ from: '24:00' }), 'availability.workingHours[1].from'],
    ['an end after 24:00', hours({ until: '24:01' }), 'availability.workingHours[1].until'],
    ['an end with seconds', hours({ until: '17:30:00' }), 'availability.workingHours[1].until'],
    ['a weekly hour too much', hours({ breaks: 1 }), 'availability.workingHours[1].breaks'],
    ['null for absences', { timeZone, outOfOffice: null }, 'availability.outOfOffice'],
    ['201 absences', { timeZone, outOfOffice: Array(201).fill(absence) }, 'availability.outOfOffice'],
    ['no such day', away('2026-02-30', '2026-03-02'), 'availability.outOfOffice[1].from'],
    ['no offset', away('2026-05-11', '2026-05-12T08:00:00'), 'availability.outOfOffice[1].until'],
    ['a number', away(20260511, '2026-05-12'), 'availability.outOfOffice[1].from'],
    ['days in wrong order', away('2026-05-12', '2026-05-11'), 'availability.outOfOffice[1].until'],
    [
      'a moment that ends as it begins',
      away('2026-05-11T08:00:00Z', '2026-05-11T10:00:00+02:00'),
      'availability.outOfOffice[1].until',
    ],
    [
      "an end before the day begins in the owner's zone",
      away('2026-05-12', '2026-05-11T22:00:00Z'),
      'availability.outOfOffice[1].until',
    ],
  ])('is refused with %s, by the name of the field, and stays as it was', async (_, availability, field) => {
    const ownerId = await made({ availability: { timeZone: 'UTC' } });
    const refusal = { status: 400, body: { category: 'VALIDATION_ERROR', errors: [{ in: field }] } };
    expect(await patch(ownerId, { availability })).toMatchObject(refusal);
    expect(await create({ availability })).toMatchObject(refusal);
    expect(await get(ownerId)).toMatchObject({ body: { availability: { timeZone: 'UTC' } } });
  });

  it('is refused by its unknown zone alone when an absence would depend on it', async () => {
    const outOfOffice = [{ from: '2026-05-11T08:00:00Z', until: '2026-05-11' }];
    const answer = await create({ availability: { timeZone: 'Mars/Phobos', outOfOffice } });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ in: 'availability.timeZone' }] } });
  });
});
