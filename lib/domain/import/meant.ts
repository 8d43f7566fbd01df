import type { CrmRecord } from '../record/record.ts';
import type { Fold, ImportRun } from './fold.ts';
import type { ImportProblem } from './import.ts';
import type { ImportRow } from './row.ts';

/** What is wrong with a row, apart from which row it is. */
export type RowProblem = Omit<ImportProblem, 'row'>;

/** The record that a row is about, if it is there. */
export type Meant = { record: CrmRecord | undefined } | { problem: RowProblem };

/** Where in its row a problem with a property's value is, or with the record id. */
const placeOf = ({ columns }: ImportRun, property: string | undefined): Partial<RowProblem> => {
  const column = columns.findIndex((one) =>
    one.kind === 'property' ? one.property === property : one.kind === 'recordId' && property === undefined,
  );
  const columnName = columns[column]?.header;
  return columnName === undefined ? {} : { column, columnName };
};

const duplicate = (key: string, holder: string, run: ImportRun): Meant => {
  const [, property = '', ...rest] = key.split('#');
  const value = rest.join('#');
  const message = `${property} ${value} belongs to record ${holder}.`;
  return {
    problem: { code: 'DUPLICATE_UNIQUE_PROPERTY_VALUE', message, ...placeOf(run, property), value },
  };
};

/**
 * The record that a row means: by its record id, else by a unique key, else the one that the row itself has created. A record id
 * that there is not, and values that tell of different records, are problems.
 */
export const meantBy = (row: ImportRow, fold: Fold, run: ImportRun): Meant => {
  const holders = row.keys.flatMap((key) => {
    const id = fold.holderOf(key);
    return id === undefined ? [] : [{ key, id }];
  });
  const id = row.recordId ?? holders[0]?.id;
  const record = fold.record(id ?? row.createdId);
  const isThere = record !== undefined && (record.archivedAt === null || record.id === row.createdId);
  if (row.recordId !== null && !isThere) {
    const message = `There is no record ${row.recordId}.`;
    return {
      problem: { code: 'INVALID_RECORD_ID', message, ...placeOf(run, undefined), value: row.recordId },
    };
  }
  const stranger = holders.find((holder) => holder.id !== id);
  if (stranger !== undefined) return duplicate(stranger.key, stranger.id, run);
  // A key whose record is gone is about to be free; the write will tell.
  return { record: isThere || id === undefined ? record : undefined };
};
