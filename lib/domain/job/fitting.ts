import { bytesOf } from '../record/properties.ts';
import type { CrmRecord } from '../record/record.ts';

/** A transaction may hold 4 MB, and counts a record whole, however little of it changes. */
const mostBytes = 3_000_000;

/**
 * As many from the beginning of a page as fit one transaction; at least one.
 *
 * @param recordOf the record that an item is about, undefined if there is none
 */
export const fitting = <T>(page: readonly T[], recordOf: (item: T) => CrmRecord | undefined): T[] => {
  let bytes = 0;
  return page.filter((item, place) => {
    bytes += bytesOf(recordOf(item)?.properties ?? {});
    return place === 0 || bytes <= mostBytes;
  });
};
