import * as z from 'zod/mini';
import { skipReasons } from '../../lib/domain/rotation/decision.ts';
import { reasons } from '../../lib/domain/rotation/eligibility.ts';
import { count, id, instant } from '../../lib/http/openapi/replies.ts';
import { described, named } from '../../lib/http/openapi/schema-names.ts';

const amount = named(
  'Amount',
  z.strictObject({ credit: z.number(), records: z.number() }),
  'A claim to a record or a part of one, in credit and in records, these rounded to hundredths.',
);

const leftOut = z.array(z.strictObject({ ownerId: id, reasons: z.array(z.enum(reasons)) }));
const made = { rotationId: id, batchId: id, at: instant, recordId: id };

const picked = z.strictObject({
  ...made,
  outcome: z.literal('PICKED'),
  ownerId: id,
  epoch: count,
  turn: count,
  handedOut: described('What one record cost in credit.', z.number()),
  participants: z.array(z.strictObject({ ownerId: id, weight: z.number(), before: amount, owed: amount })),
  tied: z.array(id),
  draw: z.nullable(z.strictObject({ among: count, seed: z.string() })),
  leftOut,
});

/** Why a rotation did with a record what it did. */
export const explanationSchema = named(
  'Explanation',
  z.union([
    picked,
    z.strictObject({ ...made, outcome: z.literal('HELD'), until: instant, leftOut }),
    z.strictObject({ ...made, outcome: z.literal('PASSED_ON'), leftOut }),
    z.strictObject({ ...made, outcome: z.literal('GIVEN_TO_FALLBACK'), ownerId: id, leftOut }),
    z.strictObject({
      ...made,
      outcome: z.literal('SKIPPED'),
      reason: z.enum(skipReasons),
      leftOut: z.optional(leftOut),
    }),
  ]),
);
