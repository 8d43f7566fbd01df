import { Invalid, type Problem } from '../errors.ts';
import { type ObjectType, singular } from '../object-type.ts';
import type { PropertySet } from './property-set.ts';
import { parseValue } from './property-value.ts';

/** Property name to value. An absent name and an empty value mean the same: not set. */
export type Properties = Record<string, string>;

const required: Record<ObjectType, readonly string[]> = {
  contacts: ['email', 'firstname', 'lastname'],
  companies: ['name', 'domain'],
  deals: ['dealname'],
  tickets: ['subject'],
};

/** What HubSpot asks for before it creates a record: at least one of these properties. */
export const requiredOnCreate = (type: ObjectType): readonly string[] => required[type];

/** The problem with creating a record from these properties, if the ones that HubSpot requires are missing. */
export const missingOnCreate = (type: ObjectType, properties: Properties): Problem | undefined => {
  const names = requiredOnCreate(type);
  if (names.some((name) => properties[name])) return undefined;
  const list = names.join(', ');
  const message =
    names.length === 1
      ? `A ${singular(type)} needs ${list}.`
      : `A ${singular(type)} needs at least one of ${list}.`;
  return { message, in: 'properties', code: 'MISSING_REQUIRED_PROPERTY' };
};

/** The most bytes that a record's properties may have together: what keeps a record may hold 400 KiB, and holds more than these. */
export const largestProperties = 300_000;

const encoder = new TextEncoder();

/** The bytes that properties take where they are kept, names and values, in UTF-8. */
export const bytesOf = (properties: Properties): number =>
  encoder.encode(Object.entries(properties).flat().join('')).length;

/** The problem with keeping these properties together, if they are too many or too long. */
export const tooLarge = (properties: Properties): Problem | undefined => {
  const bytes = bytesOf(properties);
  if (bytes <= largestProperties) return undefined;
  const message = `The properties of a record may have ${largestProperties} bytes together, these have ${bytes}.`;
  return { message, in: 'properties', code: 'RECORD_TOO_LARGE' };
};

/**
 * The properties of a write as they are kept.
 *
 * @throws Invalid naming every property that does not exist and every value that its type refuses
 */
export const parseProperties = (set: PropertySet, raw: Properties, path = 'properties'): Properties => {
  const problems: Problem[] = [];
  const parsed: Properties = {};
  for (const [name, rawValue] of Object.entries(raw)) {
    const definition = set.find(name);
    if (definition === undefined) {
      problems.push({
        in: `${path}.${name}`,
        code: 'PROPERTY_DOESNT_EXIST',
        message: `Property ${name} does not exist on ${set.objectType}.`,
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
