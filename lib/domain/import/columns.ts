import type { ObjectType } from '../object-type.ts';
import { type PropertyDefinition, propertiesOf } from '../record/property.ts';
import { FileProblem } from './file-problem.ts';

/** What the cells of one column of a file are. */
export type Column = { header: string } & (
  | { kind: 'recordId' }
  | { kind: 'property'; property: string }
  | { kind: 'ignored' }
);

const recordIdHeaders = ['record id', 'hs_object_id'];

/** Headers are compared without regard to case and to blanks around and between words. */
const fold = (header: string): string => header.trim().replace(/\s+/g, ' ').toLowerCase();

const definitionsByHeader = (type: ObjectType): Map<string, PropertyDefinition> =>
  new Map([
    ...propertiesOf(type).map((definition) => [fold(definition.label), definition] as const),
    // A property's own name goes before another one's label.
    ...propertiesOf(type).map((definition) => [fold(definition.name), definition] as const),
  ]);

const meaningOf = (column: Column): string | undefined => {
  switch (column.kind) {
    case 'recordId':
      return 'the record id';
    case 'property':
      return column.property;
    case 'ignored':
      return undefined;
  }
};

const refuseDuplicates = (columns: readonly Column[]): void => {
  const seen = new Map<string, number>();
  for (const [index, column] of columns.entries()) {
    const meaning = meaningOf(column);
    if (meaning === undefined) continue;
    const first = seen.get(meaning);
    if (first !== undefined) {
      const [one, two] = [`"${columns[first]?.header}"`, `"${column.header}"`];
      throw new FileProblem(
        'INVALID_COLUMN_CONFIGURATION',
        `Columns ${first + 1} ${one} and ${index + 1} ${two} are both ${meaning}.`,
        { row: 1, column: index, columnName: column.header },
      );
    }
    seen.set(meaning, index);
  }
};

/**
 * What each column of a file is, from its headers: a property's label or name, or `Record ID`. A header that nothing answers
 * to is kept as ignored, so that it can be reported.
 *
 * @throws FileProblem if no header is known, or if two are the same property
 */
export const matchColumns = (type: ObjectType, headers: readonly string[]): Column[] => {
  const definitions = definitionsByHeader(type);
  const columns = headers.map((raw): Column => {
    const header = raw.trim();
    if (recordIdHeaders.includes(fold(header))) return { header, kind: 'recordId' };
    const definition = definitions.get(fold(header));
    return definition === undefined
      ? { header, kind: 'ignored' }
      : { header, kind: 'property', property: definition.name };
  });
  if (columns.every(({ kind }) => kind === 'ignored')) {
    throw new FileProblem(
      'INVALID_COLUMN_CONFIGURATION',
      `None of the columns is a property of ${type}: ${headers.slice(0, 20).join(', ').slice(0, 500)}.`,
      { row: 1 },
    );
  }
  refuseDuplicates(columns);
  return columns;
};
