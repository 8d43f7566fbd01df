import * as z from 'zod/mini';
import { described } from '../../lib/http/openapi/schema-names.ts';
import { archivedQueryField, propertyNamesQueryField } from '../../lib/http/query-fields.ts';

/** What is to be shown of which records; what else a query says is ignored. */
export const recordQuery = z.object({
  properties: described('Names of properties, with commas between them.', propertyNamesQueryField),
  archived: described('Whether archived records are asked for instead of the others.', archivedQueryField),
});
