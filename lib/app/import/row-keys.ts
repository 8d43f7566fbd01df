import type { Column } from '../../domain/import/columns.ts';
import { type KeyFilter, keyFilter } from '../../domain/import/key-filter.ts';
import type { PropertySet } from '../../domain/record/property-set.ts';
import { parseValue } from '../../domain/record/property-value.ts';
import type { ScannedRow } from './scan-rows.ts';

/** What tells rows apart that mean the same record, and the columns it is in. */
export type RowKeys = {
  watched: number[];
  /** Whether an earlier row may mean the record that this one means. */
  repeats(row: ScannedRow): boolean;
};

type KeyColumn = { index: number; keyOf: (cell: string) => string };

/** The columns whose cells say which record is meant. */
const keyColumns = (set: PropertySet, columns: readonly Column[]): KeyColumn[] =>
  columns.flatMap((column, index): KeyColumn[] => {
    if (column.kind === 'recordId') return [{ index, keyOf: (cell) => cell }];
    const definition = column.kind === 'property' ? set.find(column.property) : undefined;
    if (definition?.unique !== true) return [];
    const keyOf = (cell: string): string => {
      const value = parseValue(definition, cell);
      return value.ok ? value.value : '';
    };
    return [{ index, keyOf }];
  });

/** The text of a cell as it stands in the file. */
const textOf = ({ buffer, cells }: ScannedRow, n: number): string => {
  const [from = -1, to = -1] = [cells[2 * n], cells[2 * n + 1]];
  if (from < 0) return '';
  const text = buffer.toString('utf8', from, to).trim();
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"').trim() : text;
};

/**
 * Remembers the keys of rows, in a memory of fixed size. Where a file has several key columns, two rows that mean the same
 * record may have no key in common: a row that leaves some of them empty counts as a repeat.
 */
export const rowKeys = (
  set: PropertySet,
  columns: readonly Column[],
  filter: KeyFilter = keyFilter(),
): RowKeys => {
  const keys = keyColumns(set, columns);
  return {
    watched: keys.map(({ index }) => index),
    repeats(row) {
      let known = false;
      for (const [n, { index, keyOf }] of keys.entries()) {
        const key = keyOf(textOf(row, n));
        const seen = key === '' ? keys.length > 1 : filter.seen(`${index}#${key}`);
        known ||= seen;
      }
      return known;
    },
  };
};
