import * as z from 'zod/mini';
import type { CrmRecord } from '../../domain/record/record.ts';
import type { Item } from '../batch.ts';

type Imported = NonNullable<CrmRecord['imported']>;

/**
 * Which row has set each property, as one text: `2:email,city;7:phone`. As a map it would have an attribute for each property once
 * more, which takes a quarter of the room and of the time of a typical record.
 */
const rowsText = (rows: Imported['rows']): string =>
  [...Map.groupBy(Object.keys(rows), (name) => rows[name] ?? 0)]
    .map(([row, names]) => `${row}:${names.join()}`)
    .join(';');

const rowsIn = (text: string): Imported['rows'] =>
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

export const importedItem = z.object({
  runId: z.string(),
  rows: rowsItem,
  onlyNoted: z.exactOptional(z.literal(true)),
});

export const toImportedItem = (imported: Imported): Item => ({
  ...imported,
  rows: rowsText(imported.rows),
});
