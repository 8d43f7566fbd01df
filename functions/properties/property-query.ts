import * as z from 'zod/mini';
import { archivedQueryField } from '../../lib/http/query-fields.ts';

/** Whether archived properties are asked for instead of the others; what else a query says is ignored. */
export const propertyQuery = z.object({ archived: archivedQueryField });
