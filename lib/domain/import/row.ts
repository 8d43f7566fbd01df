import type { ObjectType } from '../object-type.ts';
import type { Properties } from '../record/properties.ts';
import { findProperty, type PropertyDefinition } from '../record/property.ts';
import { type ParsedValue, parseValue } from '../record/property-value.ts';
import { uniqueKeysOf } from '../record/unique-key.ts';
import type { Column } from './columns.ts';
import type { ImportProblem } from './import.ts';
import type { OwnerFinder } from './owner-finder.ts';

/** A row as it stands in the file. */
export type RawRow = { row: number; cells: readonly string[] };

/** What a row asks for. Empty cells are left out: they change nothing. */
export type ImportRow = {
  row: number;
  /** The id that the record gets if this row creates one; the same however often the row is read. */
  createdId: string;
  recordId: string | null;
  changes: Properties;
  /** The unique keys among the changes, which may say which record is meant. */
  keys: string[];
  /** What is wrong with single cells; the others count all the same, unless the row is `rejected`. */
  problems: ImportProblem[];
  rejected: boolean;
};

export type RowReading = { objectType: ObjectType; columns: readonly Column[]; findOwner: OwnerFinder };

/** As much of a value or message as is kept with a problem. */
const shown = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}…` : text);

/** A row whose cells are all blank is no row: spreadsheets leave such lines behind. */
export const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

const readCell = (definition: PropertyDefinition, cell: string, findOwner: OwnerFinder): ParsedValue =>
  definition.type === 'user' ? findOwner(cell) : parseValue(definition, cell);

const problemAt = (
  { row, column, cell }: { row: number; column: { header: string; index: number }; cell: string },
  { code, message }: { code: string; message: string },
): ImportProblem => ({
  code,
  message: shown(message),
  row,
  column: column.index,
  columnName: column.header,
  value: shown(cell),
});

const wrongNumberOfCells = (row: number, cells: readonly string[], expected: number): ImportProblem => ({
  code: 'INCORRECT_NUMBER_OF_COLUMNS',
  message: `The header has ${expected} columns, this row has ${cells.length}.`,
  row,
});

/**
 * Reads what a row asks for. A value that its property refuses is left out and reported. The row is rejected if it is ragged,
 * if its record id is none, or if a unique value that would have said which record is meant is refused.
 */
export const readRow = (
  { row, cells }: RawRow,
  createdId: string,
  { objectType, columns, findOwner }: RowReading,
): ImportRow => {
  const read: ImportRow = {
    row,
    createdId,
    recordId: null,
    changes: {},
    keys: [],
    problems: [],
    rejected: false,
  };
  if (cells.length !== columns.length) {
    return { ...read, problems: [wrongNumberOfCells(row, cells, columns.length)], rejected: true };
  }
  let lostKey = false;
  for (const [index, column] of columns.entries()) {
    const cell = (cells[index] ?? '').trim();
    if (cell === '' || column.kind === 'ignored') continue;
    const place = { row, column: { header: column.header, index }, cell };
    if (column.kind === 'recordId') {
      read.recordId = cell;
      if (/^\d{1,19}$/.test(cell)) continue;
      const message = `${cell} is not a record id.`;
      read.problems.push(problemAt(place, { code: 'INVALID_RECORD_ID', message }));
      read.rejected = true;
      continue;
    }
    const definition = findProperty(objectType, column.property);
    if (definition === undefined) continue;
    const value = readCell(definition, cell, findOwner);
    if (value.ok) read.changes[definition.name] = value.value;
    else read.problems.push(problemAt(place, value));
    lostKey ||= !value.ok && definition.unique;
  }
  read.keys = uniqueKeysOf(objectType, read.changes);
  read.rejected ||= lostKey && read.recordId === null;
  return read;
};
