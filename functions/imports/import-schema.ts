import * as z from 'zod/mini';
import { importStates } from '../../lib/domain/import/import.ts';
import { importModes } from '../../lib/domain/import/options.ts';
import { count, id, instant, objectType } from '../../lib/http/openapi/replies.ts';
import { described, named } from '../../lib/http/openapi/schema-names.ts';

const fields = {
  id,
  state: z.enum(importStates),
  createdAt: instant,
  updatedAt: instant,
  importName: z.string(),
  importSource: z.literal('API'),
  optOutImport: z.literal(false),
  mappedObjectTypeIds: z.array(z.string()),
  objectType: described('Null if the file lies where no object type is told.', z.nullable(objectType)),
  mode: z.enum(importModes),
  dryRun: z.boolean(),
  applies: described('The dry run that this import applies.', z.optional(id)),
  percent: z.int().check(z.minimum(0), z.maximum(100)),
  unknownColumns: z.array(z.string()),
  metadata: z.strictObject({
    fileIds: z.array(z.string()),
    objectLists: z.array(z.unknown()),
    counters: z.strictObject({
      TOTAL_ROWS: count,
      CREATED_OBJECTS: count,
      UPDATED_OBJECTS: count,
      UNCHANGED_OBJECTS: count,
      FAILED_ROWS: count,
      ERRORS: count,
    }),
  }),
};

export const importSchema = named(
  'Import',
  z.strictObject(fields),
  'An import as HubSpot shows one, and with `percent`, `mode`, `dryRun`, `objectType` and `unknownColumns`.',
);

export const importWithColumnsSchema = named(
  'ImportWithColumns',
  z.strictObject({
    ...fields,
    columns: described(
      'How each column is read; empty until the header is.',
      z.array(
        z.strictObject({
          columnName: z.string(),
          propertyName: z.nullable(z.string()),
          reason: described('Why it is not read.', z.optional(z.string())),
        }),
      ),
    ),
  }),
);

export const importErrorSchema = named(
  'ImportError',
  z.strictObject({
    id: z.string(),
    createdAt: described('Milliseconds since 1970.', z.int()),
    errorType: z.string(),
    errorMessage: z.string(),
    objectType: z.optional(z.string()),
    objectTypeId: z.optional(z.string()),
    invalidValue: z.optional(z.string()),
    invalidValueToDisplay: z.optional(z.string()),
    knownColumnNumber: described('Counts from 0.', z.optional(count)),
    columnName: z.optional(z.string()),
    sourceData: z.strictObject({
      fileId: z.string(),
      lineNumber: described('The row as a spreadsheet counts: the header is row 1.', z.optional(count)),
    }),
  }),
);

export const cancelSchema = z.strictObject({
  status: z.literal('COMPLETE'),
  startedAt: instant,
  completedAt: instant,
});

export const uploadSchema = named(
  'Upload',
  z.strictObject({
    importId: id,
    upload: described(
      'A form to send the file with: a multipart `POST` to `url` of all `fields`, and after them the file as `file`. It works for an hour.',
      z.strictObject({ url: z.string(), fields: z.record(z.string(), z.string()) }),
    ),
  }),
);

export const pendingReportSchema = z.strictObject({ state: z.literal('PENDING') });
export const readyReportSchema = named(
  'ImportReport',
  z.strictObject({
    state: z.literal('READY'),
    url: described('A CSV in the form of the file.', z.string()),
    expiresAt: instant,
  }),
);

export const applySchema = named(
  'ImportApply',
  z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('VERIFYING') }),
    z.strictObject({ state: z.enum(['STARTING', 'STARTED']), importId: id }),
  ]),
  'How far the applying of a dry run is. A dry run that is not what would be done any more is refused by 409.',
);
