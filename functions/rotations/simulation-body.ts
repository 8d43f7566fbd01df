import * as z from 'zod/mini';
import { largestSimulation, type SimulationWish } from '../../lib/app/rotation/simulate.ts';
import { seedPattern } from '../../lib/domain/rotation/random.ts';
import { ownerIdField } from '../../lib/http/fields.ts';
import { membersField, weightField } from './rotation-body.ts';

const recordNumber = z.number().check(z.int(), z.minimum(1), z.maximum(largestSimulation));

const absence = z.strictObject({ ownerId: ownerIdField, from: recordNumber, until: recordNumber }).check(
  z.refine(({ from, until }) => from <= until, {
    path: ['until'],
    error: 'An absence does not end before it begins.',
  }),
);

/** What to try: an absence is one of all the time, or one of some records by their numbers, both ends included. */
export const simulationBody = z.strictObject({
  records: z._default(recordNumber, 1_000),
  members: z.optional(membersField),
  weights: z._default(z.record(z.string().check(z.maxLength(20)), weightField), {}),
  unavailable: z._default(
    z
      .array(
        z.union([ownerIdField, absence], 'An absence is an owner id, or { "ownerId", "from", "until" }.'),
      )
      .check(z.maxLength(1_000)),
    [],
  ),
  seed: z.optional(z.string().check(z.regex(seedPattern, 'A seed is 32 hexadecimal digits.'))),
});

/** What a body asks to have simulated. */
export const simulationWish = ({
  records,
  members,
  weights,
  unavailable,
  seed,
}: z.output<typeof simulationBody>): SimulationWish => ({
  records,
  members,
  weights,
  unavailable: unavailable.map((away) =>
    typeof away === 'string' ? { ownerId: away, from: 1, until: records } : away,
  ),
  seed,
});
