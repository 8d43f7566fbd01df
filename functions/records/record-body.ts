import * as z from 'zod/mini';
import { largestBatchRequest } from '../../lib/app/records/batch.ts';
import type { Properties } from '../../lib/domain/record/properties.ts';
import { longestValue } from '../../lib/domain/record/property-value.ts';
import { idField, longestPropertyName, wantedPropertiesField } from '../../lib/http/fields.ts';

/** Blanks around a value do not count, so that it may come longer than it is kept. */
const longestRawValue = 2 * longestValue;

/** A property's value as JSON has it; null clears it, as an empty text does. */
const valueField = z.pipe(
  z.nullable(z.union([z.string().check(z.maxLength(longestRawValue)), z.number(), z.boolean()])),
  z.transform((value): string => (value === null ? '' : String(value))),
);

const properties = z.pipe(
  z.record(z.string().check(z.maxLength(longestPropertyName)), valueField),
  z.transform((values): Properties => values),
);

const inputs = <S extends z.ZodMiniType>(input: S) =>
  z.array(input).check(z.minLength(1), z.maxLength(largestBatchRequest));

/** HubSpot's client sends `associations` with every creation; Rota keeps none, and takes only an empty list of them. */
export const recordBody = z.strictObject({
  properties,
  associations: z.optional(z.array(z.unknown()).check(z.maxLength(0, 'Associations are not kept.'))),
});

export const batchCreateBody = z.strictObject({ inputs: inputs(recordBody) });

export const batchUpdateBody = z.strictObject({
  inputs: inputs(z.strictObject({ id: idField, properties })),
});

export const batchReadBody = z.strictObject({
  inputs: inputs(z.strictObject({ id: idField })),
  properties: z._default(wantedPropertiesField, []),
  propertiesWithHistory: z.optional(
    z.array(z.unknown()).check(z.maxLength(0, 'Batch reads give no history.')),
  ),
});
