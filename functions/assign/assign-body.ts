import * as z from 'zod/mini';
import { assignmentFields } from '../../lib/http/assignment.ts';
import { idField } from '../../lib/http/fields.ts';

export const assignBody = z.strictObject({ ...assignmentFields, recordId: idField });
