import type { Properties } from '../record/properties.ts';
import type { PropertyDefinition } from '../record/property.ts';
import type { PropertySet } from '../record/property-set.ts';
import { uniqueKeysOf } from '../record/unique-key.ts';
import { type Cell, type CellReading, isRecordId, noRecordId, problemOf, readCell } from './cell.ts';
import type { Column } from './columns.ts';
import type { ImportProblem } from './import.ts';
import { type UnknownOwnerPolicy, whatInstead } from './unknown-owner.ts';

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
  /** Whether a rotation is to decide the owner, once the row is written. */
  enrolls: boolean;
  /** Whether an earlier row may mean the same record. */
  isRepeat: boolean;
};

export type RowReading = CellReading & {
  set: PropertySet;
  columns: readonly Column[];
  unknownOwner: UnknownOwnerPolicy;
  isRepeat: (row: number) => boolean;
};

/** A row whose cells are all blank is no row: spreadsheets leave such lines behind. */
export const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

const wrongNumberOfCells = (row: number, cells: readonly string[], expected: number): ImportProblem => ({
  code: 'INCORRECT_NUMBER_OF_COLUMNS',
  message: `The header has ${expected} columns, this row has ${cells.length}.`,
  row,
});

/** Does with the cell of an owner who was not found what the import asks for. */
const readUnknownOwner = (read: ImportRow, property: string, policy: UnknownOwnerPolicy): void => {
  if (policy.kind === 'rejectRow') read.rejected = true;
  if (policy.kind === 'owner') read.changes[property] = policy.ownerId;
  if (policy.kind === 'rotation' && policy.property === property) read.enrolls = true;
};

type Reader = (read: ImportRow, cell: Cell) => void;

const readRecordId: Reader = (read, cell) => {
  read.recordId = cell.text;
  if (isRecordId(cell.text)) return;
  read.problems.push(problemOf(cell, noRecordId(cell.text)));
  read.rejected = true;
};

const propertyReader =
  (definition: PropertyDefinition, reading: RowReading): Reader =>
  (read, cell) => {
    const { unknownOwner } = reading;
    const value = readCell(definition, cell.text, reading);
    if (value.ok) {
      read.changes[definition.name] = value.value;
      return;
    }
    const instead = definition.type === 'user' ? whatInstead(unknownOwner, definition.name) : '';
    read.problems.push(problemOf(cell, { code: value.code, message: `${value.message}${instead}` }));
    if (definition.type === 'user') readUnknownOwner(read, definition.name, unknownOwner);
  };

/** How each column is read; undefined for those that are not. */
const readersOf = (reading: RowReading): (Reader | undefined)[] =>
  reading.columns.map((column) => {
    if (column.kind === 'recordId') return readRecordId;
    const definition = column.kind === 'property' ? reading.set.find(column.property) : undefined;
    return definition && propertyReader(definition, reading);
  });

/**
 * Reads what the rows of a file ask for. A value that its property refuses is left out and reported. A row is rejected if it is
 * ragged, if its record id is none, if a unique value that would have said which record is meant is refused, or if its owner is not
 * found and the import asks for that.
 */
export const rowReader = (reading: RowReading): ((raw: RawRow, createdId: string) => ImportRow) => {
  const { set, columns, isRepeat } = reading;
  const readers = readersOf(reading);
  const isKey = columns.map(
    (column) => column.kind === 'property' && set.find(column.property)?.unique === true,
  );

  return ({ row, cells }, createdId) => {
    const read: ImportRow = {
      row,
      createdId,
      recordId: null,
      changes: {},
      keys: [],
      problems: [],
      rejected: false,
      enrolls: false,
      isRepeat: isRepeat(row),
    };
    if (cells.length !== columns.length) {
      return { ...read, problems: [wrongNumberOfCells(row, cells, columns.length)], rejected: true };
    }
    for (const [column, reader] of readers.entries()) {
      const text = (cells[column] ?? '').trim();
      if (text === '' || reader === undefined) continue;
      reader(read, { row, column, header: columns[column]?.header ?? '', text });
    }
    read.keys = uniqueKeysOf(set, read.changes);
    const lostKey = read.problems.some(({ column }) => column !== undefined && isKey[column]);
    read.rejected ||= lostKey && read.recordId === null;
    return read;
  };
};
