import * as z from 'zod/mini';
import { largestBatchRequest } from '../../lib/app/records/batch.ts';
import type { Properties } from '../../lib/domain/record/properties.ts';
import { idField } from '../../lib/http/fields.ts';

/** A property's value as JSON has it; null clears it, as an empty text does. */
const valueField = z.pipe(
  z.nullable(z.union([z.string(), z.number(), z.boolean()])),
  z.transform((value): string => (value === null ? '' : String(value))),
);

const properties = z.pipe(
  z.record(z.string(), valueField),
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
  properties: z._default(z.array(z.string()), []),
  propertiesWithHistory: z.optional(
    z.array(z.string()).check(z.maxLength(0, 'Batch reads give no history.')),
  ),
});

/** `properties=a,b` of a query. */
export const propertyNames = (query: Record<string, string>): string[] =>
  (query['properties'] ?? '').split(',').filter(Boolean);
