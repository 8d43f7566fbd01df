import * as z from 'zod/mini';
import { propertyNameField } from '../../lib/http/fields.ts';
import { described } from '../../lib/http/openapi/schema-names.ts';
import { archivedQueryField, propertyNamesQueryField } from '../../lib/http/query-fields.ts';

/** What is to be shown of which records; what else a query says is ignored. */
export const recordQuery = z.object({
  properties: described('Names of properties, with commas between them.', propertyNamesQueryField),
  propertiesWithHistory: described(
    'Names of properties that are shown with what they were before.',
    propertyNamesQueryField,
  ),
  archived: described('Whether archived records are asked for instead of the others.', archivedQueryField),
});

/** Of a batch read; what is to be shown stands in its body. */
export const batchReadQuery = z.pick(recordQuery, { archived: true });

/** By which property a record is looked up, if not by its id. */
export const addressQuery = z.object({
  idProperty: described(
    'The property that the record is looked up by instead of its id: one that tells records apart.',
    z.optional(propertyNameField),
  ),
});
