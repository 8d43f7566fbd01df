import * as z from 'zod/mini';
import { objectTypeField } from '../../lib/http/fields.ts';

export const conflictsQuery = z.object({ objectType: z.optional(objectTypeField) });
