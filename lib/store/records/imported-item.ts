import * as z from 'zod/mini';
import type { CrmRecord, ImportTrace } from '../../domain/record/record.ts';
import type { Item } from '../batch.ts';

/**
 * Which row has set each property, as one text: `2:email,city;7:phone`. As a map it would have an attribute for each property once
 * more, which takes a quarter of the room and of the time of a typical record.
 */
const rowsText = (rows: ImportTrace['rows']): string =>
  [...Map.groupBy(Object.keys(rows), (name) => rows[name] ?? 0)]
    .map(([row, names]) => `${row}:${names.join()}`)
    .join(';');

const rowsIn = (text: string): ImportTrace['rows'] =>
  Object.fromEntries(
    (text === '' ? [] : text.split(';')).flatMap((part) => {
      const [row, names = ''] = part.split(':');
      return names.split(',').map((name) => [name, Number(row)] as const);
    }),
  );

const rowsItem = z.union([
  z.pipe(z.string().check(z.regex(/^(\d+:[^:;]+(;|$))*$/)), z.transform(rowsIn)),
  // As it was kept before.
  z.record(z.string(), z.number()),
]);

const traceShape = {
  runId: z.string(),
  rows: rowsItem,
  onlyNoted: z.exactOptional(z.literal(true)),
};

export const importedItem = z.object({
  ...traceShape,
  others: z.exactOptional(z.array(z.object({ ...traceShape, seenAt: z.string() }))),
});

const toTraceItem = (trace: ImportTrace): Item => ({ ...trace, rows: rowsText(trace.rows) });

export const toImportedItem = (imported: NonNullable<CrmRecord['imported']>): Item => ({
  ...toTraceItem(imported),
  ...(imported.others === undefined ? {} : { others: imported.others.map(toTraceItem) }),
});
