import type { PropertySet } from '../record/property-set.ts';
import { foldHeader, ownerOfOtherType, propertyByAlias, recordIdHeaders } from './aliases.ts';
import { misconfigured, nameOf, refuse, refuseDuplicates, refuseIncomplete } from './column-checks.ts';
import { type ColumnMapping, defaultOptions, type ImportOptions, isRecordIdName } from './options.ts';

/**
 * Why a column's cells are not read: nobody knows its header (`unknown`), it names the owner of another object type (`otherOwner`),
 * the request says so (`leftOut`), the request takes its property from another column (`taken`), or its header is `blank`.
 */
export const reasonsToIgnore = ['unknown', 'otherOwner', 'leftOut', 'taken', 'blank'] as const;
export type ReasonToIgnore = (typeof reasonsToIgnore)[number];

export type Meaning =
  | { kind: 'recordId' }
  | { kind: 'property'; property: string }
  | { kind: 'ignored'; why: ReasonToIgnore };

/** What the cells of one column of a file are. */
export type Column = { header: string } & Meaning;

/** HubSpot's limit. */
const mostColumns = 1_000;

/** As much of a header as is kept: an import must not grow with what stands there. */
const longestHeader = 100;

/**
 * A property's own name goes before another one's label, and both before an alias. Where two have the same label, it means the one
 * that every account has.
 */
const headersByProperty = ({ objectType, all }: PropertySet): ReadonlyMap<string, string> => {
  const lastFirst = all.toReversed();
  return new Map([
    ...propertyByAlias(objectType),
    ...lastFirst.map(({ label, name }) => [foldHeader(label), name] as const),
    ...lastFirst.map(({ name }) => [foldHeader(name), name] as const),
  ]);
};

/** The meaning that a request gives to columns, by their headers. */
const mappedMeanings = (set: PropertySet, mappings: readonly ColumnMapping[]): Map<string, Meaning> =>
  new Map(
    mappings.map(({ columnName, propertyName }): [string, Meaning] => {
      const header = foldHeader(columnName);
      if (propertyName === null) return [header, { kind: 'ignored', why: 'leftOut' }];
      if (isRecordIdName(propertyName)) return [header, { kind: 'recordId' }];
      if (set.find(propertyName) !== undefined) {
        return [header, { kind: 'property', property: propertyName }];
      }
      throw refuse(
        'PROPERTY_DEFINITION_NOT_FOUND',
        `Column "${columnName}" is mapped to ${propertyName}, which is no property of ${set.objectType}.`,
        { columnName },
      );
    }),
  );

/**
 * What each column of a file is: what the request says, else what its header does, which may be a property's label, name or alias,
 * or a name of the record id. A header that nothing answers to is kept as ignored, with the reason.
 *
 * @param set the properties that the object type has
 * @throws FileProblem if no header is known, if two are the same property, if those are missing without which no row could be
 *   written, or if the request names a column or property that does not exist
 */
export const matchColumns = (
  set: PropertySet,
  headers: readonly string[],
  options: ImportOptions = defaultOptions,
): Column[] => {
  const { objectType: type } = set;
  if (headers.length >= mostColumns) {
    throw misconfigured(`The file has ${headers.length} columns; it has to have fewer than ${mostColumns}.`);
  }
  const mapped = mappedMeanings(set, options.mappings);
  const known = headersByProperty(set);
  const recordIds = recordIdHeaders(type);
  const taken = new Set([...mapped.values()].map(nameOf));

  const meaningOf = (header: string): Meaning => {
    const folded = foldHeader(header);
    const asked = mapped.get(folded);
    if (asked !== undefined) return asked;
    if (folded === '') return { kind: 'ignored', why: 'blank' };
    const property = known.get(folded);
    const found: Meaning | undefined = recordIds.has(folded)
      ? { kind: 'recordId' }
      : property === undefined
        ? undefined
        : { kind: 'property', property };
    if (found !== undefined) return taken.has(nameOf(found)) ? { kind: 'ignored', why: 'taken' } : found;
    return { kind: 'ignored', why: ownerOfOtherType(type, header) === undefined ? 'unknown' : 'otherOwner' };
  };
  const columns = headers.map((raw): Column => {
    const header = raw.trim();
    return { header: header.slice(0, longestHeader), ...meaningOf(header) };
  });

  const present = new Set(headers.map(foldHeader));
  const absent = options.mappings.find(({ columnName }) => !present.has(foldHeader(columnName)));
  if (absent !== undefined) {
    throw misconfigured(`The file has no column "${absent.columnName}", which the request maps.`, {
      columnName: absent.columnName,
    });
  }
  if (columns.every(({ kind }) => kind === 'ignored')) {
    throw misconfigured(
      `None of the columns is a property of ${type}: ${headers.slice(0, 20).join(', ').slice(0, 500)}.`,
    );
  }
  refuseDuplicates(columns);
  refuseIncomplete(set, columns, options.mode);
  return columns;
};
