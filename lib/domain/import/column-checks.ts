import { singular } from '../object-type.ts';
import { requiredOnCreate } from '../record/properties.ts';
import type { PropertySet } from '../record/property-set.ts';
import type { Column, Meaning } from './columns.ts';
import { FileProblem } from './file-problem.ts';
import type { ImportMode } from './options.ts';

type Refusal = { column?: number; columnName?: string };

/** The problem of a file with its header. */
export const refuse = (code: string, message: string, place: Refusal = {}): FileProblem =>
  new FileProblem(code, message, { row: 1, ...place });

export const misconfigured = (message: string, place?: Refusal): FileProblem =>
  refuse('INVALID_COLUMN_CONFIGURATION', message, place);

/** What a column with this meaning is about; two columns of one file are not about the same. */
export const nameOf = (meaning: Meaning): string | undefined => {
  switch (meaning.kind) {
    case 'recordId':
      return 'the record id';
    case 'property':
      return meaning.property;
    case 'ignored':
      return undefined;
  }
};

/** @throws FileProblem naming two columns that are one property */
export const refuseDuplicates = (columns: readonly Column[]): void => {
  const seen = new Map<string, number>();
  for (const [index, column] of columns.entries()) {
    const meaning = nameOf(column);
    if (meaning === undefined) continue;
    const first = seen.get(meaning);
    if (first !== undefined) {
      const [one, two] = [`"${columns[first]?.header}"`, `"${column.header}"`];
      throw misconfigured(`Columns ${first + 1} ${one} and ${index + 1} ${two} are both ${meaning}.`, {
        column: index,
        columnName: column.header,
      });
    }
    seen.set(meaning, index);
  }
};

/**
 * A file of which no row could be written lacks a column: to create, one of those that HubSpot requires; to update, one that says
 * which record is meant. An import that may do both needs either.
 *
 * @throws FileProblem with the list of those that are missing
 */
export const refuseIncomplete = (set: PropertySet, columns: readonly Column[], mode: ImportMode): void => {
  const { objectType: type } = set;
  const has = (names: readonly string[]): boolean =>
    columns.some((column) => column.kind === 'property' && names.includes(column.property));
  const required = requiredOnCreate(type);
  const unique = set.unique.map(({ name }) => name);
  const canCreate = mode !== 'update' && has(required);
  const canUpdate = mode !== 'create' && (columns.some(({ kind }) => kind === 'recordId') || has(unique));
  if (canCreate || canUpdate) return;
  const wanted = [
    ...(mode === 'update' ? [] : required),
    ...(mode === 'create' ? [] : ['Record ID', ...unique]),
  ];
  const list = [...new Set(wanted)];
  const purpose = { create: 'create', update: 'update', upsert: 'create or update' }[mode];
  const which = list.length === 1 ? 'the column' : 'one of the columns';
  throw refuse(
    'MISSING_REQUIRED_PROPERTY',
    `To ${purpose} a ${singular(type)}, a file needs ${which} ${list.join(', ')}.`,
  );
};
