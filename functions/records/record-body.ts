import * as z from 'zod/mini';
import { largestBatchRequest } from '../../lib/app/records/batch.ts';
import { idOfRecord } from '../../lib/domain/record/address.ts';
import type { Properties } from '../../lib/domain/record/properties.ts';
import { longestValue } from '../../lib/domain/record/property-value.ts';
import {
  idField,
  longestId,
  longestPropertyName,
  propertyNameField,
  wantedPropertiesField,
} from '../../lib/http/fields.ts';

/** Blanks around a value do not count, so that it may come longer than it is kept. */
const longestRawValue = 2 * longestValue;

/** In UTF-16 code units; the longest value of a property that tells records apart has 1,024 bytes. */
const longestAddress = 1_024;

const isId = (id: string): boolean => z.safeParse(idField, id).success;

const goesById = (idProperty: string | undefined): boolean =>
  idProperty === undefined || idProperty === idOfRecord;

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

/** What a caller calls an input, to know it again in the answer. */
const traced = { objectWriteTraceId: z.optional(z.string().check(z.maxLength(longestId))) };

export const batchCreateBody = z.strictObject({ inputs: inputs(z.extend(recordBody, traced)) });

/** A record by its id, or by its value of the property that is named beside it. */
const address = {
  id: z.pipe(z.union([z.string().check(z.maxLength(longestAddress)), idField]), z.transform(String)),
  idProperty: z.optional(propertyNameField),
};

const notAnId = 'An id is a decimal number.';

export const batchUpdateBody = z.strictObject({
  inputs: inputs(
    z.strictObject({ ...address, ...traced, properties }).check(
      z.refine((input) => !goesById(input.idProperty) || isId(input.id), {
        path: ['id'],
        error: notAnId,
      }),
    ),
  ),
});

export const batchArchiveBody = z.strictObject({ inputs: inputs(z.strictObject({ id: idField })) });

export const batchReadBody = z
  .strictObject({
    inputs: inputs(z.strictObject({ id: address.id })),
    idProperty: address.idProperty,
    properties: z._default(wantedPropertiesField, []),
    propertiesWithHistory: z._default(wantedPropertiesField, []),
  })
  .check(({ value, issues }) => {
    if (!goesById(value.idProperty)) return;
    for (const [place, { id }] of value.inputs.entries()) {
      if (isId(id)) continue;
      issues.push({ code: 'custom', path: ['inputs', place, 'id'], message: notAnId, input: id });
    }
  });
