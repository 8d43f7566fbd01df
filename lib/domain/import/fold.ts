import { mergeProperties, type Properties } from '../record/properties.ts';
import type { PropertySet } from '../record/property-set.ts';
import type { CrmRecord } from '../record/record.ts';
import { keyChanges, type RecordWrite } from '../record/unique-key.ts';
import { withProperties } from '../record/with-properties.ts';
import type { Column } from './columns.ts';
import type { Forecast } from './forecast.ts';
import type { ImportMode } from './options.ts';
import type { ImportRow } from './row.ts';
import { traceOf, withTrace } from './trace.ts';

/** The import that rows belong to, and the time of this attempt at them. */
export type ImportRun = {
  importId: string;
  set: PropertySet;
  columns: readonly Column[];
  mode: ImportMode;
  dryRun: boolean;
  actor: string;
  at: string;
  /** What the dry run has said of the rows, by row, if it is one that is applied: whatever is otherwise now is not written. */
  forecast?: ReadonlyMap<number, Forecast>;
};

/** What the store knew of the records that the rows may mean. */
export type Known = {
  records: ReadonlyMap<string, CrmRecord>;
  idByKey: ReadonlyMap<string, string>;
};

/** The records as they are after the rows so far, over those that were read. */
export type Fold = {
  record(id: string): CrmRecord | undefined;
  holderOf(uniqueKey: string): string | undefined;
  put(record: CrmRecord): void;
  writes(): RecordWrite[];
};

export const startFold = (known: Known): Fold => {
  const changed = new Map<string, CrmRecord>();
  const holders = new Map<string, string | undefined>(known.idByKey);
  const record = (id: string): CrmRecord | undefined => changed.get(id) ?? known.records.get(id);
  return {
    record,
    holderOf: (uniqueKey) => holders.get(uniqueKey),
    put(after) {
      const { released, claimed } = keyChanges({ before: record(after.id), after });
      for (const key of released) holders.set(key, undefined);
      for (const key of claimed) holders.set(key, after.id);
      changed.set(after.id, after);
    },
    writes: () => [...changed].map(([id, after]) => ({ before: known.records.get(id), after })),
  };
};

const rowsOf = (row: number, names: readonly string[]): Record<string, number> =>
  Object.fromEntries(names.map((name) => [name, row]));

const lastWriteOf = ({ importId, actor, at }: ImportRun, row: number): CrmRecord['lastWrite'] => ({
  id: `${importId}#${row}`,
  at,
  source: 'IMPORT',
  actor,
  runId: importId,
  row,
  // Whoever imports a file knows of it; its owners are not told row by row.
  notify: false,
});

/** The record that a row creates. */
export const createdBy = (run: ImportRun, { row, createdId, changes }: ImportRow): CrmRecord => {
  const record = {
    objectType: run.set.objectType,
    id: createdId,
    version: 1,
    createdAt: run.at,
    updatedAt: run.at,
    archivedAt: null,
    enrollments: {},
    imported: { runId: run.importId, rows: rowsOf(row, Object.keys(changes)) },
    lastWrite: lastWriteOf(run, row),
  };
  return withProperties(record, mergeProperties({}, changes), run.set);
};

/** Whether an import has changed a record, rather than only noted on it which rows mean it. */
export const hasChanged = ({ importId }: ImportRun, record: CrmRecord): boolean => {
  const trace = traceOf(record, importId);
  return trace !== undefined && trace.onlyNoted !== true;
};

/**
 * A record after a row, or undefined if the row leaves it as it is. Each property goes to the latest row of the file that
 * gives it a value, in whatever order the rows come; a row that comes again finds its work done. A row that repeats another one
 * is noted on the record also where it changes nothing.
 *
 * @param version the version that the write leads to: one above what was read, however many rows are folded into it
 */
export const changedBy = (
  run: ImportRun,
  row: ImportRow,
  { record, version }: { record: CrmRecord; version: number },
): CrmRecord | undefined => {
  const written = traceOf(record, run.importId)?.rows;
  const names = Object.keys(row.changes).filter((name) => (written?.[name] ?? 0) < row.row);
  const change: Properties = Object.fromEntries(names.map((name) => [name, row.changes[name] ?? '']));
  const differs = names.some((name) => record.properties[name] !== change[name]);
  // A record that other rows of this file have written must remember this row too, or an earlier one that comes later wins.
  const mustNote = names.length > 0 && (written !== undefined || row.isRepeat);
  if (!differs && !mustNote) return undefined;
  const trace = { runId: run.importId, rows: { ...written, ...rowsOf(row.row, names) } };
  if (!differs && !hasChanged(run, record)) {
    // Nothing of the record is another than before, so whoever wrote it last still has.
    return { ...record, version, imported: withTrace(record, { ...trace, onlyNoted: true }, run.at) };
  }
  return {
    ...withProperties(record, mergeProperties(record.properties, change), run.set),
    version,
    updatedAt: run.at,
    imported: withTrace(record, trace, run.at),
    lastWrite: lastWriteOf(run, row.row),
  };
};
