import { Invalid, type Problem } from '../errors.ts';
import { type ObjectType, ownerProperty, singular } from '../object-type.ts';
import { findProperty, uniquePropertiesOf } from './property.ts';
import { parseValue } from './property-value.ts';

/** Property name to value. An absent name and an empty value mean the same: not set. */
export type Properties = Record<string, string>;

export const writeSources = ['API', 'BULK', 'IMPORT', 'WORKFLOW', 'ROTATION', 'SALESFORCE', 'UNDO'] as const;
export type WriteSource = (typeof writeSources)[number];

/**
 * Why a record looks as it does: kept on the record by whoever wrote it last, and copied from there into the history.
 * `runId` is the import, bulk run or enrollment; `decisionId` the rotation's decision; `row` the row of the file.
 */
export type LastWrite = {
  id: string;
  at: string;
  source: WriteSource;
  actor: string;
  runId?: string;
  decisionId?: string;
  row?: number;
  notify: boolean;
};

/** A contact, company, deal or ticket. `version` counts its writes; every write that follows a read is conditional on it. */
export type CrmRecord = {
  objectType: ObjectType;
  id: string;
  properties: Properties;
  version: number;
  createdAt: string;
  updatedAt: string;
  archivedAt: string | null;
  /** The newest enrollment that each rotation has decided for this record. */
  enrollments: Record<string, string>;
  /** The newest import that wrote the record and the row that set each property, so that rows may come in any order, and twice. */
  imported?: { runId: string; rows: Record<string, number> };
  lastWrite: LastWrite;
};

export const ownerOf = (record: CrmRecord, property: string = ownerProperty): string | null =>
  record.properties[property] || null;

/** What HubSpot asks for before it creates a record: at least one of these. */
const requiredOnCreate: Record<ObjectType, readonly string[]> = {
  contacts: ['email', 'firstname', 'lastname'],
  companies: ['name', 'domain'],
  deals: ['dealname'],
  tickets: ['subject'],
};

/** The problem with creating a record from these properties, if the ones that HubSpot requires are missing. */
export const missingOnCreate = (type: ObjectType, properties: Properties): Problem | undefined => {
  const required = requiredOnCreate[type];
  if (required.some((name) => properties[name])) return undefined;
  const list = required.join(', ');
  const message =
    required.length === 1
      ? `A ${singular(type)} needs ${list}.`
      : `A ${singular(type)} needs at least one of ${list}.`;
  return { message, in: 'properties', code: 'MISSING_REQUIRED_PROPERTY' };
};

/** The most bytes that a record's properties may have together: what keeps a record may hold 400 KiB, and holds more than these. */
export const largestProperties = 300_000;

/** The problem with keeping these properties together, if they are too many or too long. */
export const tooLarge = (properties: Properties): Problem | undefined => {
  const bytes = new TextEncoder().encode(Object.entries(properties).flat().join('')).length;
  if (bytes <= largestProperties) return undefined;
  const message = `The properties of a record may have ${largestProperties} bytes together, these have ${bytes}.`;
  return { message, in: 'properties', code: 'RECORD_TOO_LARGE' };
};

/**
 * The properties of a write as they are kept.
 *
 * @throws Invalid naming every property that does not exist and every value that its type refuses
 */
export const parseProperties = (type: ObjectType, raw: Properties, path = 'properties'): Properties => {
  const problems: Problem[] = [];
  const parsed: Properties = {};
  for (const [name, rawValue] of Object.entries(raw)) {
    const definition = findProperty(type, name);
    if (definition === undefined) {
      problems.push({
        in: `${path}.${name}`,
        code: 'PROPERTY_DOESNT_EXIST',
        message: `Property ${name} does not exist on ${type}.`,
      });
      continue;
    }
    const value = parseValue(definition, rawValue);
    if (value.ok) parsed[name] = value.value;
    else problems.push({ in: `${path}.${name}`, code: value.code, message: value.message });
  }
  if (problems.length > 0) throw new Invalid('Property values were not valid.', problems);
  return parsed;
};

/** The properties after a change: a name that the change does not mention stays, an empty value goes. */
export const mergeProperties = (current: Properties, change: Properties): Properties => {
  const merged = { ...current, ...change };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''));
};

/** The keys that no other record may have, for example `contacts#email#ada@example.com`. */
export const uniqueKeysOf = (type: ObjectType, properties: Properties): string[] =>
  uniquePropertiesOf(type).flatMap(({ name }) => {
    const value = properties[name];
    return value ? [uniqueKey(type, name, value)] : [];
  });

export const uniqueKey = (type: ObjectType, property: string, value: string): string =>
  `${type}#${property}#${value}`;
