import * as z from 'zod/mini';
import type { UploadWish } from '../../lib/app/import/offer-upload.ts';
import { Invalid, invalidField } from '../../lib/domain/errors.ts';
import { dateFormats, defaultOptions, type ImportMode } from '../../lib/domain/import/options.ts';
import type { ObjectType } from '../../lib/domain/object-type.ts';
import { nameField, objectTypeField } from '../../lib/http/fields.ts';
import { parse } from '../../lib/http/parse.ts';
import { fileNameField, mappingsField, mostMappings } from './upload-body.ts';

const operations = { UPSERT: 'upsert', CREATE: 'create', UPDATE: 'update' } as const satisfies Record<
  string,
  ImportMode
>;

/** What HubSpot says of a column that identifies records; other kinds of columns are about associations and events. */
const columnTypes = ['STANDARD', 'HUBSPOT_OBJECT_ID', 'HUBSPOT_ALTERNATE_ID'] as const;
const columnType = z.nullish(z.enum(columnTypes, 'Associations and events are not imported.'));

const columnMapping = z.object({
  columnObjectTypeId: z.optional(objectTypeField),
  columnName: z.string().check(z.maxLength(200)),
  propertyName: z.nullish(z.string().check(z.maxLength(100))),
  columnType,
  // What the API calls it in its first version.
  idColumnType: columnType,
});
type Mapping = z.output<typeof columnMapping>;

/** HubSpot's request, of which the fields about associations, lists and marketing are left alone. */
export const importRequest = z.object({
  name: nameField,
  importOperations: z.optional(
    z.record(z.string().check(z.maxLength(32)), z.enum(['UPSERT', 'CREATE', 'UPDATE'])),
  ),
  dateFormat: z.optional(z.enum(dateFormats)),
  files: z
    .array(
      z.object({
        fileName: fileNameField,
        fileImportPage: z.object({
          hasHeader: z.optional(z.literal(true, 'A file needs a header.')),
          columnMappings: z.array(columnMapping).check(z.maxLength(mostMappings)),
        }),
      }),
    )
    .check(z.length(1, 'An import has one file.')),
});

/** The one type that the request is about, from its operations and its columns. */
const typeOf = (named: readonly (ObjectType | undefined)[]): ObjectType => {
  const types = [...new Set(named.filter((type) => type !== undefined))];
  const [type] = types;
  if (type !== undefined && types.length === 1) return type;
  throw invalidField(
    'importRequest.importOperations',
    types.length === 0
      ? 'Neither importOperations nor columnObjectTypeId says what the records are.'
      : `An import is of one object type, this one is of ${types.join(' and ')}.`,
  );
};

const isRecordId = ({ columnType: type, idColumnType }: Mapping): boolean =>
  (type ?? idColumnType) === 'HUBSPOT_OBJECT_ID';

const toMapping = (mapping: Mapping): { columnName: string; propertyName: string | null } => ({
  columnName: mapping.columnName,
  propertyName: isRecordId(mapping) ? 'recordId' : (mapping.propertyName ?? null),
});

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidField('importRequest', 'The importRequest is not valid JSON.', 'INVALID_JSON');
  }
};

/**
 * What HubSpot's form for an import asks: the JSON in its field `importRequest`, and the file in its field `files`.
 *
 * @throws Invalid naming what is missing, or asks for what this import does not do
 */
export const wishInForm = async (
  form: FormData,
): Promise<Omit<UploadWish, 'actor'> & { bytes: Uint8Array }> => {
  const [text, files] = [form.get('importRequest'), form.getAll('files')];
  if (typeof text !== 'string') throw invalidField('importRequest', 'The form needs a field importRequest.');
  const [file] = files;
  if (file === undefined || typeof file === 'string' || files.length > 1) {
    throw invalidField('files', 'The form needs one file in its field files.');
  }
  const {
    name,
    importOperations = {},
    // HubSpot's default.
    dateFormat = 'MONTH_DAY_YEAR',
    files: described,
  } = parse(importRequest, jsonOf(text), 'importRequest');
  const [page] = described;
  if (page === undefined) throw new Invalid('An import has one file.');
  const { columnMappings } = page.fileImportPage;
  const [operation] = Object.values(importOperations);
  const objectType = typeOf([
    ...Object.keys(importOperations).map((id) =>
      parse(objectTypeField, id, 'importRequest.importOperations'),
    ),
    ...columnMappings.map(({ columnObjectTypeId }) => columnObjectTypeId),
  ]);
  return {
    objectType,
    fileName: page.fileName,
    name,
    options: {
      ...defaultOptions,
      dateFormat,
      mode: operation === undefined ? defaultOptions.mode : operations[operation],
      mappings: parse(mappingsField, columnMappings.map(toMapping), 'importRequest.columnMappings'),
    },
    bytes: new Uint8Array(await file.arrayBuffer()),
  };
};
