import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import { defaultOptions, importModes } from '../../../lib/domain/import/options.ts';
import { objectTypes } from '../../../lib/domain/object-type.ts';
import { propertyTypes } from '../../../lib/domain/record/property.ts';

const folder = 'test/data/import/acid';

const properties = z.record(z.string(), z.string());

const acidCase = z.strictObject({
  /** What it shows, in a sentence. */
  case: z.string(),
  objectType: z._default(z.enum(objectTypes), 'contacts'),
  /** Where in the bucket the file is put, if not under its own name in the folder of its object type. */
  key: z.optional(z.string()),
  metadata: z._default(properties, {}),
  /** What is asked of the import through the API. */
  request: z.optional(
    z.strictObject({
      mode: z._default(z.enum(importModes), defaultOptions.mode),
      mappings: z._default(
        z.array(z.strictObject({ columnName: z.string(), propertyName: z.nullable(z.string()) })),
        [],
      ),
      unknownOwner: z._default(
        z.union([
          z.enum(['leave', 'rejectRow']),
          z.strictObject({ ownerId: z.string() }),
          z.strictObject({ rotationId: z.string() }),
        ]),
        defaultOptions.unknownOwner,
      ),
    }),
  ),
  /** Texts, in the file and in what is expected, that stand for a text repeated so many times. */
  fill: z._default(z.record(z.string(), z.tuple([z.string(), z.number()])), {}),
  /** What there is before the import. */
  before: z._default(
    z.strictObject({
      /** Properties that the account has defined for the object type. */
      properties: z._default(
        z.array(
          z.strictObject({
            name: z.string(),
            label: z.string(),
            type: z.enum(propertyTypes),
            unique: z._default(z.boolean(), false),
          }),
        ),
        [],
      ),
      owners: z._default(
        z.array(
          z.strictObject({
            id: z.string(),
            email: z.string(),
            firstName: z.string(),
            lastName: z.string(),
            active: z._default(z.boolean(), true),
            objectAccess: z._default(z.array(z.enum(objectTypes)), [...objectTypes]),
          }),
        ),
        [],
      ),
      /** Each with the ids of its owners. */
      rotations: z._default(z.array(z.strictObject({ id: z.string(), members: z.array(z.string()) })), []),
      records: z._default(
        z.array(
          z.strictObject({
            id: z.string(),
            properties,
            /** By e-mail. */
            owner: z.optional(z.string()),
            archived: z._default(z.boolean(), false),
          }),
        ),
        [],
      ),
    }),
    { properties: [], owners: [], rotations: [], records: [] },
  ),
  expected: z.strictObject({
    state: z.enum(['DONE', 'FAILED']),
    /** As `GET /crm/v3/imports/{id}` tells them. */
    counters: z.record(z.string(), z.number()),
    unknownColumns: z._default(z.array(z.string()), []),
    /** All, in the order of the file. `says` is a part of the message; the message is not compared without it. */
    errors: z.array(
      z.strictObject({
        code: z.string(),
        row: z.optional(z.number()),
        column: z.optional(z.number()),
        value: z.optional(z.string()),
        says: z.optional(z.string()),
      }),
    ),
    /** All of the object type that are not archived, in any order; the owner by e-mail. */
    records: z.array(z.strictObject({ properties, owner: z.nullable(z.string()) })),
  }),
});

export type AcidCase = z.infer<typeof acidCase> & { file: string; content: Buffer };

/** The acid-test files, each named by its case. */
export const acidFiles = (): string[] =>
  readdirSync(folder)
    .filter((name) => !name.startsWith('.') && !name.endsWith('.json'))
    .sort();

const filledWith =
  (fill: AcidCase['fill']) =>
  (text: string): string =>
    Object.entries(fill).reduce(
      (filled, [name, [piece, times]]) => filled.replaceAll(name, () => piece.repeat(times)),
      text,
    );

/** @throws Error if the JSON beside the file is not there or says something that nobody looks at */
export const readAcidCase = (file: string): AcidCase => {
  const content = readFileSync(path.join(folder, file));
  const told = z.parse(acidCase, JSON.parse(readFileSync(path.join(folder, `${file}.json`), 'utf8')));
  if (Object.keys(told.fill).length === 0) return { ...told, file, content };
  const filled = filledWith(told.fill);
  const expected = JSON.parse(JSON.stringify(told.expected), (_, value) =>
    typeof value === 'string' ? filled(value) : value,
  );
  return { ...told, expected, file, content: Buffer.from(filled(content.toString())) };
};
