import * as z from 'zod/mini';
import type { UploadWish } from '../../lib/app/import/offer-upload.ts';
import { dateFormats, defaultOptions, importModes } from '../../lib/domain/import/options.ts';
import { isFileName } from '../../lib/domain/import/upload-key.ts';
import { idField, nameField, objectTypeField, ownerIdField } from '../../lib/http/fields.ts';
import { parse } from '../../lib/http/parse.ts';

/** The name becomes the last part of an S3 key, so it holds nothing that would make more parts of it. */
export const fileNameField = z
  .string()
  .check(
    z.trim(),
    z.maxLength(200),
    z.regex(/^[^/\\\p{Cc}]+$/u, 'A file name has no slashes and no control characters.'),
    z.refine(isFileName, 'The file has to be a .csv, .csv.gz or .xlsx file.'),
  );

/** The most columns that one file may have mapped. */
export const mostMappings = 999;

/** A job keeps them, so they are as many and as long as fit beside its columns. */
export const mappingsField = z
  .array(
    z.strictObject({
      columnName: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
      propertyName: z.nullable(z.string().check(z.trim(), z.minLength(1), z.maxLength(100))),
    }),
  )
  .check(
    z.maxLength(mostMappings),
    z.refine(
      (mappings) => JSON.stringify(mappings).length <= 100_000,
      'The mappings are longer than 100,000 characters.',
    ),
  );

const unknownOwnerField = z.union(
  [
    z.enum(['leave', 'rejectRow']),
    z.strictObject({ ownerId: ownerIdField }),
    z.strictObject({ rotationId: idField }),
  ],
  'It is "leave", "rejectRow", { "ownerId" } or { "rotationId" }.',
);

export const uploadBody = z.strictObject({
  objectType: objectTypeField,
  fileName: fileNameField,
  name: z.optional(nameField),
  mode: z._default(z.enum(importModes), defaultOptions.mode),
  mappings: z._default(mappingsField, []),
  unknownOwner: z._default(unknownOwnerField, defaultOptions.unknownOwner),
  dateFormat: z._default(z.enum(dateFormats), defaultOptions.dateFormat),
  dryRun: z._default(z.boolean(), defaultOptions.dryRun),
});

/** @throws Invalid naming every field that does not fit */
export const uploadWish = (body: unknown): Omit<UploadWish, 'actor'> => {
  const { objectType, fileName, name = fileName, ...options } = parse(uploadBody, body);
  return { objectType, fileName, name, options };
};
