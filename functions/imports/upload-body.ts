import * as z from 'zod/mini';
import { objectTypeField } from '../../lib/http/fields.ts';

/** The name becomes the last part of an S3 key, so it holds nothing that would make more parts of it. */
const fileNameField = z
  .string()
  .check(
    z.trim(),
    z.maxLength(200),
    z.regex(/^[^/\\\p{Cc}]+$/u, 'A file name has no slashes and no control characters.'),
    z.regex(/\.csv$/i, 'The file has to be a .csv file.'),
  );

export const uploadBody = z.strictObject({ objectType: objectTypeField, fileName: fileNameField });
