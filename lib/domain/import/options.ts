import { isOwnerId } from '../record/property-value.ts';
import { FileProblem } from './file-problem.ts';

/** Whether a row may create a record, change one, or either. */
export const importModes = ['upsert', 'create', 'update'] as const;
export type ImportMode = (typeof importModes)[number];

/**
 * What becomes of a row whose owner cannot be found: its other values are written (`leave`), nothing of it is (`rejectRow`), or
 * the record goes to an owner who is named here, or to whoever is next in a rotation. The row is reported whichever it is.
 */
export type UnknownOwner = 'leave' | 'rejectRow' | { ownerId: string } | { rotationId: string };

/** Whether a mapping means the record's id by this name: ours, or that of HubSpot's property for it. */
export const isRecordIdName = (name: string): boolean => name === 'recordId' || name === 'hs_object_id';

/** In which order a file writes the parts of a date, in HubSpot's words. The form YYYY-MM-DD is understood in every file. */
export const dateFormats = ['YEAR_MONTH_DAY', 'MONTH_DAY_YEAR', 'DAY_MONTH_YEAR'] as const;
export type DateFormat = (typeof dateFormats)[number];

/** What a caller says that a column is: a property by its name, the record id, or (null) nothing. */
export type ColumnMapping = { columnName: string; propertyName: string | null };

/** What a caller asks of an import, beyond its file. */
export type ImportOptions = {
  mode: ImportMode;
  /** They go before what the header says. */
  mappings: ColumnMapping[];
  unknownOwner: UnknownOwner;
  dateFormat: DateFormat;
  /** Whether it is only to be said what would be done. */
  dryRun: boolean;
};

export const defaultOptions: ImportOptions = {
  mode: 'upsert',
  mappings: [],
  unknownOwner: 'leave',
  dateFormat: 'YEAR_MONTH_DAY',
  dryRun: false,
};

/** What a caller has asked for before the file arrives. It is kept under the id that the import will have. */
export type ImportRequest = { importId: string; name: string; actor: string; options: ImportOptions };

const shown = (value: string): string => value.slice(0, 50);

const modeIn = (given = defaultOptions.mode as string): ImportMode => {
  const mode = importModes.find((known) => known === given.trim().toLowerCase());
  if (mode !== undefined) return mode;
  throw new FileProblem(
    'INVALID_IMPORT_MODE',
    `x-amz-meta-mode is ${shown(given)}; it has to be one of ${importModes.join(', ')}.`,
  );
};

const unknownOwnerIn = (given = 'leave'): UnknownOwner => {
  const [kind = '', id = '', ...rest] = given.trim().split(':');
  if (kind === 'leave' && id === '') return 'leave';
  if (kind === 'reject-row' && id === '') return 'rejectRow';
  if (kind === 'owner' && isOwnerId(id) && rest.length === 0) return { ownerId: id };
  if (kind === 'rotation' && /^\d{1,20}$/.test(id) && rest.length === 0) return { rotationId: id };
  throw new FileProblem(
    'INVALID_IMPORT_OPTION',
    `x-amz-meta-unknown-owner is ${shown(given)}; it has to be leave, reject-row, owner:<id> or rotation:<id>.`,
  );
};

const dateFormatIn = (given: string = defaultOptions.dateFormat): DateFormat => {
  const format = dateFormats.find((known) => known === given.trim().toUpperCase().replaceAll('-', '_'));
  if (format !== undefined) return format;
  throw new FileProblem(
    'INVALID_IMPORT_OPTION',
    `x-amz-meta-date-format is ${shown(given)}; it has to be year-month-day, month-day-year or day-month-year.`,
  );
};

const dryRunIn = (given = 'false'): boolean => {
  const value = given.trim().toLowerCase();
  if (value === 'true' || value === 'false') return value === 'true';
  throw new FileProblem(
    'INVALID_IMPORT_OPTION',
    `x-amz-meta-dry-run is ${shown(given)}; it has to be true or false.`,
  );
};

/**
 * What the metadata of a file in the bucket asks for: `mode`, `unknown-owner`, `date-format`, `dry-run`. Column mappings are too long for it.
 *
 * @throws FileProblem naming the entry that makes no sense
 */
export const optionsInMetadata = (metadata: Record<string, string>): ImportOptions => ({
  mode: modeIn(metadata['mode']),
  mappings: [],
  unknownOwner: unknownOwnerIn(metadata['unknown-owner']),
  dateFormat: dateFormatIn(metadata['date-format']),
  dryRun: dryRunIn(metadata['dry-run']),
});
