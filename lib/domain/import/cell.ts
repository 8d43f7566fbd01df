import type { ParsedValue } from '../record/parsed-value.ts';
import type { PropertyDefinition } from '../record/property.ts';
import { longestValue, parseValue } from '../record/property-value.ts';
import { readDateCell } from './date-cell.ts';
import type { ImportProblem } from './import.ts';
import type { DateFormat } from './options.ts';
import type { OwnerFinder } from './owner-finder.ts';

/** A cell that is not empty: its place, its column's header and what stands in it, trimmed. */
export type Cell = { row: number; column: number; header: string; text: string };

/** As much of a value or message as is kept with a problem. */
const shown = (text: string): string => (text.length > 200 ? `${text.slice(0, 200).toWellFormed()}…` : text);

export const problemOf = (
  { row, column, header, text }: Cell,
  { code, message }: { code: string; message: string },
): ImportProblem => ({
  code,
  message: shown(message),
  row,
  column,
  columnName: header,
  value: shown(text),
});

const refused = (code: string, message: string): ParsedValue => ({ ok: false, code, message });

/** How the cells of an import are to be understood. */
export type CellReading = { findOwner: OwnerFinder; dateFormat: DateFormat };

/** What a cell says about a property, as the value that is kept, or HubSpot's code for what is wrong with it. */
export const readCell = (
  definition: PropertyDefinition,
  text: string,
  { findOwner, dateFormat }: CellReading,
): ParsedValue => {
  if (text.length > longestValue) {
    const message = `A cell may have ${longestValue} characters, this one has ${text.length}.`;
    return refused('COLUMN_TOO_LARGE', message);
  }
  if (text.includes('\0')) return refused('FAILED_VALIDATION', 'The cell holds a NUL character.');
  switch (definition.type) {
    case 'user':
      return findOwner(text);
    case 'date':
    case 'datetime':
      return readDateCell(definition, text, dateFormat);
    default:
      return parseValue(definition, text);
  }
};

/** Whether a cell is the id of a record, as far as its looks go. */
export const isRecordId = (text: string): boolean => /^\d{1,19}$/.test(text);

/** Spreadsheets keep 15 digits of a number, and show a long one so. */
const looksRounded = (text: string): boolean => /^\d[.,]\d+E\+\d+$/i.test(text);

/** What is wrong with a cell that should be a record's id. */
export const noRecordId = (text: string): { code: string; message: string } => ({
  code: 'INVALID_RECORD_ID',
  message: looksRounded(text)
    ? `${text} is not a record id: a spreadsheet has rounded it. Keep this column as text.`
    : `${text} is not a record id.`,
});
