import fc from 'fast-check';

/** Zones with and without daylight saving, of whole, half and quarter hours, and at both ends of the day. */
export const zones = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Beirut',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
);

/** Moments at which some of these zones change their clocks: Berlin, New York, Lord Howe, Beirut. */
const clockChanges = [
  '2026-03-29T01:00:00Z',
  '2026-10-25T01:00:00Z',
  '2026-03-08T07:00:00Z',
  '2026-11-01T06:00:00Z',
  '2026-10-03T15:30:00Z',
  '2026-10-24T21:00:00Z',
].map((at) => Date.parse(at));

const hour = 3_600_000;

const between = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });

/** Milliseconds since 1970, in 2026: half of them within three hours of a change of clocks. */
export const instants: fc.Arbitrary<number> = fc.oneof(
  between(Date.parse('2026-01-01T00:00:00Z'), Date.parse('2027-01-01T00:00:00Z')),
  fc
    .tuple(fc.constantFrom(...clockChanges), between(-3 * hour, 3 * hour))
    .map(([change, away]) => change + away),
);
