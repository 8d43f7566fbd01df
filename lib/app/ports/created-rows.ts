import type { Page, PageRequest } from './directory.ts';

/** A row that created a record, and the chunk that it is in. */
export type CreatedRow = { chunk: number; row: number };

export type CreatedRows = {
  /** The rows of an import that created records, in the order of the file; `after` is a {@link createdRowKey}. */
  page(importId: string, page: PageRequest): Promise<Page<CreatedRow>>;
};

/** The place of a row among those that created records. */
export const createdRowKey = ({ chunk, row }: CreatedRow): string => `${chunk}.${row}`;
