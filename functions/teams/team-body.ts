import * as z from 'zod/mini';
import { nameField } from '../../lib/http/fields.ts';

/** A team as a caller sends it. */
export const teamBody = z.strictObject({
  name: nameField,
});
